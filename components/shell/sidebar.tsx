"use client";

import { Search } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { BrandMark } from "../brand.tsx";
import { Link } from "../link.tsx";
import { cn } from "../ui/cn.ts";
import { Kbd } from "../ui/kbd.tsx";
import { Dock, LiveRunCount } from "./dock.tsx";
import { isAt, type Place, places, secondPlaces } from "./places.ts";
import { useShell } from "./shell-context.tsx";

interface SidebarProps {
  /** This machine's name. */
  host: string;
  account: ReactNode;
  /** How many alarms nobody has taken. */
  alarms: number;
}

/** The way to every page; icons alone where there is little room. */
export function Sidebar({ host, account, alarms }: SidebarProps) {
  return (
    <div
      data-shell
      className="border-r border-sidebar-border bg-sidebar text-sidebar-foreground max-md:hidden"
    >
      <aside aria-label="Console" className="sticky top-0 flex h-dvh flex-col p-2">
        <Link
          href="/"
          title="Dashboard"
          className="flex h-10 items-center gap-2.5 rounded-md px-2 text-foreground max-lg:justify-center max-lg:px-0"
        >
          <BrandMark className="size-5.5 flex-none" />
          <span className="text-base font-semibold tracking-[-0.015em] max-lg:sr-only">
            Holdfast
          </span>
          <span className="ml-auto truncate text-xs text-muted-foreground max-lg:hidden">
            {host}
          </span>
        </Link>
        <JumpButton />
        <nav aria-label="Main" className="-mx-2 min-h-0 flex-1 overflow-y-auto px-2 pb-2">
          <PlaceList places={places} />
          <p
            id="nav-second"
            className="px-2 pt-4 pb-1.5 text-xs font-medium text-muted-foreground max-lg:sr-only"
          >
            Access and settings
          </p>
          <PlaceList places={secondPlaces} labelledBy="nav-second" alarms={alarms} />
        </nav>
        <Dock />
        {account}
      </aside>
    </div>
  );
}

function JumpButton() {
  const { show } = useShell();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title="Search or jump to (Ctrl K)"
      onClick={() => show("palette")}
      className="mt-2 mb-3 flex h-8 flex-none items-center gap-2 rounded-md border bg-card pr-1.5 pl-2 text-left text-muted-foreground hover:border-input max-lg:justify-center max-lg:px-0"
    >
      <Search aria-hidden="true" className="size-4" />
      <span className="max-lg:sr-only">Search or jump to</span>
      <Kbd aria-hidden="true" className="ml-auto max-lg:hidden">
        Ctrl K
      </Kbd>
    </button>
  );
}

interface PlaceListProps {
  places: Place[];
  labelledBy?: string;
  alarms?: number;
}

function PlaceList({ places, labelledBy, alarms = 0 }: PlaceListProps) {
  const pathname = usePathname();
  return (
    <ul aria-labelledby={labelledBy} className="flex flex-col gap-px">
      {places.map(({ href, name, icon: Icon }) => {
        const here = isAt(pathname, href);
        return (
          <li key={href}>
            <Link
              href={href}
              title={name}
              aria-current={here ? "page" : undefined}
              className={cn(
                "flex h-8 items-center gap-2.5 rounded-md px-2 font-book",
                "hover:bg-sidebar-accent/60 hover:text-foreground max-lg:justify-center max-lg:px-0",
                here && "bg-sidebar-accent font-strong text-foreground hover:bg-sidebar-accent",
              )}
            >
              <Icon aria-hidden="true" className={cn("size-4", !here && "opacity-80")} />
              <span className="max-lg:sr-only">{name}</span>
              {href === "/runs" ? <LiveRunCount /> : null}
              {href === "/alarms" && alarms > 0 ? <AlarmCount count={alarms} /> : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function AlarmCount({ count }: { count: number }) {
  return (
    <span className="ml-auto font-strong text-failure max-lg:sr-only">
      {count}
      <span className="sr-only"> that nobody has taken</span>
    </span>
  );
}
