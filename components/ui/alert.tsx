import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, FileWarning, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { FailureReport } from "#lib/failures";
import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";

const alertVariants = cva("flex gap-3 rounded-lg border px-4 py-3", {
  variants: {
    tone: {
      info: "bg-card",
      success: "border-success-mark/35 bg-success-subtle",
      warning: "border-warning-mark/35 bg-warning-subtle",
      failure: "border-failure-mark/35 bg-failure-subtle",
      quarantine: "border-quarantine-mark/35 bg-quarantine-subtle",
    },
  },
  defaultVariants: { tone: "info" },
});

const glyphs = {
  info: <Info className="mt-0.5 size-4" aria-hidden="true" />,
  success: <CircleCheck className="mt-0.5 size-4 text-success" aria-hidden="true" />,
  warning: <TriangleAlert className="mt-0.5 size-4 text-warning" aria-hidden="true" />,
  failure: <CircleAlert className="mt-0.5 size-4 text-failure" aria-hidden="true" />,
  quarantine: <FileWarning className="mt-0.5 size-4 text-quarantine" aria-hidden="true" />,
};

type AlertTone = NonNullable<VariantProps<typeof alertVariants>["tone"]>;

interface AlertProps {
  tone?: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons at the right; below on a phone. */
  actions?: ReactNode;
  /** Spoken at once when it appears; for what came up by itself or as an answer. */
  live?: boolean;
  className?: string;
}

/** A tinted note in the place it is about. */
export function Alert({
  tone = "info",
  title,
  children,
  actions,
  live = false,
  className,
}: AlertProps) {
  const role = tone === "failure" ? "alert" : "status";
  return (
    <div role={live ? role : undefined} className={cn(alertVariants({ tone }), className)}>
      {glyphs[tone]}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64 text-pretty">
          {title ? <p className="font-semibold">{title}</p> : null}
          {children ? <div className="text-foreground/80">{children}</div> : null}
        </div>
        {actions ? (
          <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:*:grow">{actions}</div>
        ) : null}
      </div>
    </div>
  );
}

interface ProblemProps {
  failure: FailureReport;
  /** What follows from it, if the sentence does not say so: "Nothing was saved." */
  consequence?: ReactNode;
  /** The next step as a button. */
  action?: ReactNode;
  /** Stands in the copied details, to be found in the log. */
  requestId?: string | undefined;
  tone?: "failure" | "warning";
  className?: string;
}

/** A failure in the place of the part that failed: cause, consequence, next step, details. */
export function Problem({
  failure,
  consequence,
  action,
  requestId,
  tone = "failure",
  className,
}: ProblemProps) {
  const details = [
    failure.sentence,
    `Next: ${failure.next}`,
    `Cause: ${failure.cause}`,
    ...(requestId ? [`Request: ${requestId}`] : []),
  ].join("\n");
  return (
    <Alert
      live
      tone={tone}
      title={failure.sentence}
      className={className ?? ""}
      actions={
        <>
          {action}
          <CopyButton text={details}>Copy details</CopyButton>
        </>
      }
    >
      {consequence ? <p>{consequence}</p> : null}
      <p>{failure.next}</p>
    </Alert>
  );
}
