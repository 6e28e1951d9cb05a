import { TriangleAlert } from "lucide-react";
import { type ReactNode, type Ref, useId } from "react";
import { cn } from "./cn.ts";

/** What a control needs to belong to its field; spread it on the input. */
export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: ReactNode;
  /** At the right end of the label's line, such as "Show". */
  aside?: ReactNode;
  /** Below the control, muted. */
  hint?: ReactNode;
  /** A sentence that says what is wrong and what to write instead. */
  error?: string | null | undefined;
  /** Fixed when an error summary links to the field. */
  id?: string;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

/** Label above, control, hint and error below, tied together for ears. */
export function Field({ label, aside, hint, error, id, className, children }: FieldProps) {
  const generated = useId();
  const name = id ?? generated;
  const described = [hint ? `${name}-hint` : null, error ? `${name}-error` : null];
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children({
        id: name,
        "aria-describedby": described.filter(Boolean).join(" ") || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint ? <Hint id={`${name}-hint`}>{hint}</Hint> : null}
      {error ? <FieldError id={`${name}-error`}>{error}</FieldError> : null}
    </div>
  );
}

export function Hint({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div id={id} className="text-xs leading-4.5 text-muted-foreground">
      {children}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-xs leading-4.5 text-failure">
      <TriangleAlert className="mt-0.25 size-4" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

/**
 * One line that counts what is wrong in a form and leads to each of it; focus it after a submit
 * that was refused. `fields` are ids of fields with their labels.
 */
export function ErrorSummary({
  fields,
  ref,
}: {
  fields: { id: string; label: string }[];
  ref?: Ref<HTMLDivElement>;
}) {
  if (fields.length === 0) return null;
  return (
    <div ref={ref} tabIndex={-1} className="flex gap-1.5 text-xs leading-4.5 text-failure">
      <TriangleAlert className="mt-0.25 size-4" aria-hidden="true" />
      <p className="min-w-0 wrap-anywhere">
        {fields.length === 1
          ? "1 field needs attention: "
          : `${fields.length} fields need attention: `}
        {fields.map((field, index) => (
          <span key={field.id}>
            {index > 0 ? ", " : ""}
            <a className="link" href={`#${field.id}`}>
              {field.label}
            </a>
          </span>
        ))}
      </p>
    </div>
  );
}

/** A part of a long form: its name at the left, its fields at the right. */
export function FormSection({
  title,
  hint,
  id,
  children,
}: {
  title: string;
  hint?: ReactNode;
  /** Where a link to this part leads. */
  id?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section
      id={id}
      aria-labelledby={heading}
      className={cn(
        "grid gap-x-6 gap-y-4 border-t p-4 first:border-t-0",
        "md:grid-cols-[11rem_minmax(0,1fr)] md:p-5",
      )}
    >
      <div>
        <h2 id={heading} className="text-base font-semibold">
          {title}
        </h2>
        {hint ? <p className="mt-1 text-xs leading-4.5 text-muted-foreground">{hint}</p> : null}
      </div>
      <div className="flex max-w-136 min-w-0 flex-col gap-3.5">{children}</div>
    </section>
  );
}
