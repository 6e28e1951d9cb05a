import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

/** A choice among a few kinds, each with a line that says what it means. */
export function RadioCards({
  legend,
  showLegend = false,
  className,
  children,
}: {
  legend: string;
  showLegend?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className={showLegend ? "mb-1.5 font-medium" : "sr-only"}>{legend}</legend>
      <div className={cn("grid gap-2.5 sm:grid-cols-3 md:grid-cols-3", className)}>{children}</div>
    </fieldset>
  );
}

interface RadioCardProps extends Omit<ComponentProps<"input">, "type" | "title"> {
  title: string;
  /** What this choice means, one line. */
  note?: ReactNode;
  icon?: ReactNode;
}

export function RadioCard({ title, note, icon, className, ...props }: RadioCardProps) {
  return (
    <label
      className={cn(
        "relative flex min-h-11 flex-col gap-0.5 rounded-lg border bg-card px-3 py-2.5",
        "hover:border-input has-checked:border-primary has-checked:bg-muted",
        "has-checked:shadow-[inset_0_0_0_1px_var(--primary)]",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 outline-ring",
        className,
      )}
    >
      <input
        type="radio"
        className="absolute inset-0 m-0 size-full appearance-none rounded-lg outline-none"
        {...props}
      />
      <span className="flex items-center gap-2 font-medium [&_svg]:size-4">
        {icon}
        {title}
      </span>
      {note ? <span className="text-xs leading-4.5 text-muted-foreground">{note}</span> : null}
    </label>
  );
}
