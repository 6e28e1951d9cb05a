import { ChevronRight } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

/** Details that are a click away: the table behind a chart, options few people need. */
export function Disclosure({
  summary,
  className,
  children,
  ...props
}: Omit<ComponentProps<"details">, "children"> & { summary: ReactNode; children: ReactNode }) {
  return (
    <details className={cn("group", className)} {...props}>
      <summary
        className={cn(
          "inline-flex min-h-11 items-center gap-1.5 rounded-sm text-xs text-muted-foreground",
          "hover:text-foreground md:min-h-6",
        )}
      >
        <ChevronRight
          aria-hidden="true"
          className="size-4 transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      {children}
    </details>
  );
}
