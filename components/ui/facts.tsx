import type { ReactNode } from "react";
import { PathText } from "../path-text.tsx";
import { cn } from "./cn.ts";

export interface Fact {
  label: string;
  value: ReactNode;
  /** One muted line below the value. */
  note?: ReactNode;
  /** Colours the value; for what is bad only. */
  tone?: "failure" | "warning" | undefined;
}

/** Up to five figures side by side. */
export function Facts({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-2 overflow-hidden rounded-lg border bg-card md:grid-cols-3 wide:auto-cols-fr",
        "wide:grid-flow-col wide:grid-cols-none",
        facts.length % 2 === 1 && "max-md:[&>:first-child]:col-span-2",
        className,
      )}
    >
      {facts.map((fact) => (
        <div key={fact.label} className="min-w-0 px-4 py-3 shadow-[1px_1px_0_0_var(--border)]">
          <dt className="text-xs text-muted-foreground">{fact.label}</dt>
          <dd className="mt-0.5 tabular-nums">
            <span
              className={cn(
                "block text-lg font-strong tracking-[-0.012em]",
                fact.tone === "failure" && "text-failure",
                fact.tone === "warning" && "text-warning",
              )}
            >
              {fact.value}
            </span>
            {fact.note ? (
              <span className="block truncate text-xs text-muted-foreground">{fact.note}</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Names and values below each other, for details that are read one by one. */
export function KeyValues({
  items,
  className,
}: {
  items: { label: string; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn("grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.75", className)}>
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="text-muted-foreground">{item.label}</dt>
          <dd className="min-w-0 wrap-anywhere tabular-nums">
            {typeof item.value === "string" ? <PathText>{item.value}</PathText> : item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
