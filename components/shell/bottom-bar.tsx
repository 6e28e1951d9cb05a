"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { Link } from "../link.tsx";
import { cn } from "../ui/cn.ts";
import { isAt, tabs } from "./places.ts";
import { useShell } from "./shell-context.tsx";

const item = cn(
  "relative flex h-15 w-full flex-col items-center justify-center gap-0.75 text-2xs leading-3.5",
  "font-medium text-muted-foreground focus-visible:-outline-offset-4 [&_svg]:size-5.5",
  "aria-[current]:text-foreground",
);

/** Navigation on a phone, at the thumb. `attention` is the count of what needs it. */
export function BottomBar({ attention }: { attention: number }) {
  const pathname = usePathname();
  const { overlay, show } = useShell();
  const elsewhere = !tabs.some((tab) => isAt(pathname, tab.href));
  return (
    <nav
      data-shell
      aria-label="Main, mobile"
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-card/96 pb-[env(safe-area-inset-bottom)] backdrop-blur-md md:hidden"
    >
      <ul className="grid grid-cols-4">
        {tabs.map(({ href, name, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={isAt(pathname, href) ? "page" : undefined}
              className={item}
            >
              <Icon aria-hidden="true" />
              {name}
              {href === "/" && attention > 0 ? <Bubble count={attention} /> : null}
            </Link>
          </li>
        ))}
        <li>
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={overlay === "more"}
            onClick={() => show("more")}
            className={cn(item, elsewhere && "text-foreground")}
          >
            <Menu aria-hidden="true" />
            More
          </button>
        </li>
      </ul>
    </nav>
  );
}

function Bubble({ count }: { count: number }) {
  return (
    <span className="absolute top-1.5 left-[calc(50%+0.375rem)] min-w-4 rounded-full bg-failure px-1 text-center text-2xs leading-4 font-semibold text-destructive-foreground">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> need attention</span>
    </span>
  );
}
