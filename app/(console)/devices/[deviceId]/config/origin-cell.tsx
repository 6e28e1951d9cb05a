"use client";

import { FileDiff } from "lucide-react";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import type { Origin } from "./words.ts";

/**
 * Where a line comes from: said at the first line of a run, drawn along all of them. Narrow screens have
 * it above the run, so that the lines keep their width.
 */
export function OriginCell({ origin, line }: { origin: Origin | undefined; line: number }) {
  if (!origin) return <span className="max-md:hidden" />;
  const isFirst = origin.from === line;
  return (
    <span
      style={{ borderLeftColor: colourOf(origin) }}
      className={cn(
        "flex h-6 items-center gap-2 border-l-3 pr-1 pl-2 font-sans text-xs whitespace-nowrap",
        "text-muted-foreground select-none",
        isFirst
          ? "max-md:sticky max-md:left-0 max-md:col-span-full max-md:mt-1 max-md:w-fit"
          : "max-md:hidden",
        isFirst && line > 1 && "md:h-full md:max-h-6 md:shadow-[0_-1px_0_var(--border)]",
      )}
    >
      {isFirst ? <Said origin={origin} /> : null}
    </span>
  );
}

function Said({ origin: { word, says, at, href, changes } }: { origin: Origin }) {
  return (
    <>
      {href ? (
        <Link
          href={href}
          scroll={false}
          aria-label={says}
          className="inline-flex min-h-6 min-w-6 items-center text-foreground tabular-nums hover:underline"
        >
          {word}
        </Link>
      ) : (
        <span title={says}>{word}</span>
      )}
      {at ? <Time at={at} as="day" className="tabular-nums" /> : null}
      {changes ? (
        <Link
          href={changes.href}
          aria-label={`${says}: compare with version ${changes.before}`}
          title={`Compare with version ${changes.before}`}
          className={cn(
            "inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-sm hover:text-foreground",
            "md:ml-auto",
          )}
        >
          <FileDiff aria-hidden="true" className="size-3.5" />
          <span className="md:hidden">Changes</span>
        </Link>
      ) : null}
    </>
  );
}

/** The newer, the stronger; lines that nobody changed have none. */
function colourOf({ at, newness }: Origin): string {
  if (!at) return "transparent";
  return `color-mix(in oklab, var(--running-mark) ${Math.round(12 + 88 * newness)}%, transparent)`;
}
