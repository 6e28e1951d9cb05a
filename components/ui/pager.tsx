import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../format.ts";
import { Link } from "../link.tsx";
import { buttonVariants } from "./button.tsx";
import { cn } from "./cn.ts";

interface PagerProps {
  offset: number;
  limit: number;
  total: number;
  /** Address of the page that begins at an offset. */
  href: (offset: number) => string;
  /** What stands between, such as a legend. */
  children?: ReactNode;
}

/** "1 to 50 of 312" and the ways back and on; goes in a card's footer. */
export function Pager({ offset, limit, total, href, children }: PagerProps) {
  const last = Math.min(offset + limit, total);
  return (
    <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2">
      <span className="tabular-nums">
        {total === 0
          ? "None"
          : `${formatCount(offset + 1)} to ${formatCount(last)} of ${formatCount(total)}`}
      </span>
      <span className="ml-auto flex items-center gap-4">{children}</span>
      {total > limit ? (
        <nav aria-label="Pages" className="flex gap-1">
          <Turn label="Previous page" href={offset > 0 ? href(Math.max(0, offset - limit)) : null}>
            <ChevronLeft aria-hidden="true" />
          </Turn>
          <Turn label="Next page" href={last < total ? href(offset + limit) : null}>
            <ChevronRight aria-hidden="true" />
          </Turn>
        </nav>
      ) : null}
    </div>
  );
}

function Turn({
  label,
  href,
  children,
}: {
  label: string;
  href: string | null;
  children: ReactNode;
}) {
  const style = cn(buttonVariants({ size: "sm", shape: "square" }));
  if (href === null) {
    return (
      <span aria-hidden="true" className={cn(style, "bg-muted text-neutral-mark shadow-none")}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} aria-label={label} title={label} className={style}>
      {children}
    </Link>
  );
}
