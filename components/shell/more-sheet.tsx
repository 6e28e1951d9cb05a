"use client";

import { Clock, Keyboard, LogOut, SunMoon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useTransition } from "react";
import { useClock, useNow } from "../clock.tsx";
import { zoneLabel } from "../format.ts";
import { Link } from "../link.tsx";
import { cn } from "../ui/cn.ts";
import { Dialog } from "../ui/dialog.tsx";
import { isAt, placesBehindMore } from "./places.ts";
import { useShell } from "./shell-context.tsx";
import { useThemeSwitch } from "./tools.tsx";

const item = cn(
  "flex h-12 w-full items-center gap-3 rounded-md px-2 text-left text-base hover:bg-accent",
  "[&_svg]:size-5 [&_svg]:text-muted-foreground aria-[current]:font-strong",
);

/** Everything that has no room in the bottom bar. */
export function MoreSheet({ name, signOut }: { name: string; signOut: () => Promise<void> }) {
  const { overlay, show } = useShell();
  const pathname = usePathname();
  const { timeZone, homeZone, setUtc } = useClock();
  const now = useNow();
  const switchTheme = useThemeSwitch();
  const [, startTransition] = useTransition();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving on another page closes it
  useEffect(() => show(null), [pathname, show]);
  return (
    <Dialog
      open={overlay === "more"}
      onOpenChange={(open) => show(open ? "more" : null)}
      title="More"
      description={`Signed in as ${name}`}
    >
      <nav aria-label="More pages">
        <ul>
          {placesBehindMore.map(({ href, name, icon: Icon }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={isAt(pathname, href) ? "page" : undefined}
                className={item}
              >
                <Icon aria-hidden="true" />
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ul className="mt-2 border-t pt-2">
        {homeZone === "UTC" ? null : (
          <li>
            <button type="button" className={item} onClick={() => setUtc(timeZone !== "UTC")}>
              <Clock aria-hidden="true" />
              Times in {zoneLabel(timeZone, now)}
            </button>
          </li>
        )}
        <li>
          <button type="button" className={item} onClick={switchTheme}>
            <SunMoon aria-hidden="true" />
            Switch theme
          </button>
        </li>
        <li>
          <button type="button" className={item} onClick={() => show("shortcuts")}>
            <Keyboard aria-hidden="true" />
            Help and shortcuts
          </button>
        </li>
        <li>
          <button type="button" className={item} onClick={() => startTransition(signOut)}>
            <LogOut aria-hidden="true" />
            Sign out
          </button>
        </li>
      </ul>
    </Dialog>
  );
}
