import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const badgeVariants = cva(
  [
    "inline-flex h-6 items-center gap-1.5 rounded-md px-2 text-xs font-strong whitespace-nowrap",
    "[&_svg]:size-3.5",
  ],
  {
    variants: {
      tone: {
        neutral: "bg-neutral-subtle text-neutral",
        success: "bg-success-subtle text-success",
        warning: "bg-warning-subtle text-warning",
        failure: "bg-failure-subtle text-failure",
        running: "bg-running-subtle text-running",
        quarantine: "bg-quarantine-subtle text-quarantine",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeVariants>["tone"]>;

/** A tinted state beside a page title; one a page. Tables use a glyph and a word instead. */
export function Badge({
  tone,
  className,
  ...props
}: ComponentProps<"span"> & { tone?: Tone | undefined }) {
  return <span data-badge className={cn(badgeVariants({ tone }), className)} {...props} />;
}

/** A quiet word about a thing, such as its kind. */
export function Tag({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center rounded-sm bg-secondary px-1.5 text-xs whitespace-nowrap",
        "text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}
