import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

const box = "m-0 size-5 flex-none accent-primary md:size-4";

export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return <input type="checkbox" className={cn(box, className)} {...props} />;
}

/** A checkbox with its words, all of it a target. */
export function CheckboxField({
  label,
  hint,
  className,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode }) {
  const own = useId();
  const id = props.id ?? own;
  const hintId = `${id}-hint`;
  return (
    <div className={cn("flex flex-col self-start", className)}>
      <label htmlFor={id} className="inline-flex min-h-11 items-center gap-2 md:min-h-6">
        <Checkbox {...props} id={id} aria-describedby={hint ? hintId : undefined} />
        <span>{label}</span>
      </label>
      {hint ? (
        <span id={hintId} className="pl-7 text-xs text-muted-foreground md:pl-6">
          {hint}
        </span>
      ) : null}
    </div>
  );
}
