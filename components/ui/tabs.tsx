import { formatCount } from "../format.ts";
import { Link } from "../link.tsx";
import { cn } from "./cn.ts";

export interface TabLink {
  label: string;
  href: string;
  current: boolean;
  count?: number;
}

/** Views of one list or one thing, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="border-b">
      <ul className="-mb-px flex gap-0.5 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={cn(
                "inline-flex h-11.5 items-center gap-1.75 border-b-2 border-transparent px-2.5",
                "font-medium whitespace-nowrap text-muted-foreground hover:text-foreground",
                "focus-visible:rounded-sm focus-visible:-outline-offset-3 md:h-9.5",
                "aria-[current]:border-foreground aria-[current]:text-foreground",
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="text-xs text-muted-foreground tabular-nums">
                  {formatCount(tab.count)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
