"use client";

import { useNow } from "#components/clock";
import { formatBytes, formatCount, formatDay, formatTime, plural } from "#components/format";
import { Link } from "#components/link";
import { cn } from "#components/ui/cn";
import { Disclosure } from "#components/ui/disclosure";
import { freedWords, useFreed } from "../freed.tsx";
import type { JudgedArchives } from "./use-retention-preview.tsx";

interface JudgedNowProps {
  judged: JudgedArchives;
  timeZone: string;
  planId: string;
}

/** What the rule would do to the archives there are: the count, what it frees, each with its reasons. */
export function JudgedNow({ judged, timeZone, planId }: JudgedNowProps) {
  const { kept, keptCount, letGo, letGoCount, brake } = judged;
  const { asked } = judged;
  const freed = useFreed({ planId, ...asked, nextAt: null }, judged);
  if (keptCount + letGoCount === 0) {
    return <p className="text-xs text-muted-foreground">No archive yet that a rule could judge.</p>;
  }
  const rows = [
    ...kept.map((archive) => ({ ...archive, why: archive.because.join(", "), goes: false })),
    ...letGo.map((archive) => ({ ...archive, why: "no rule keeps it", goes: true })),
  ].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return (
    <div className="rounded-lg border bg-muted px-3 py-2 text-xs" aria-live="polite">
      <p>
        Of the archives there are,{" "}
        <b className="font-strong">
          {keptCount === 1 ? "1 stays" : `${formatCount(keptCount)} stay`}
        </b>
        {letGoCount === 0 ? " and none is let go." : null}
        {letGoCount > 0 ? (
          <>
            {" and "}
            <b className="font-strong text-failure">
              {letGoCount === 1 ? "1 is let go" : `${formatCount(letGoCount)} are let go`}
            </b>
            {freedWords(freed)} The next good run carries it out, and its own archive counts then.
          </>
        ) : null}
        {brake === null ? null : (
          <>
            {" "}
            Nothing goes as long as the brake is on because of{" "}
            <Link href={`/archives/${brake}`} className="link">
              run {formatCount(brake)}
            </Link>
            .
          </>
        )}
      </p>
      <Disclosure summary={`List ${plural(rows.length, "archive")} with the reasons`}>
        <Judgements rows={rows} timeZone={timeZone} />
      </Disclosure>
    </div>
  );
}

interface Judgement {
  run: number;
  createdAt: Date;
  bytes: number;
  why: string;
  goes: boolean;
}

function Judgements({ rows, timeZone }: { rows: Judgement[]; timeZone: string }) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls has to take the focus
    <div
      role="region"
      aria-label="Archives and why they stay or go"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
      tabIndex={0}
      className="mt-1 max-h-64 overflow-y-auto rounded-sm border bg-card px-2.5 py-1"
    >
      <ul className="divide-y tabular-nums">
        {rows.map((row) => (
          <li key={row.run} className="flex flex-wrap gap-x-3 py-1">
            <span className={cn("w-9 flex-none", row.goes && "font-medium text-failure")}>
              {row.goes ? "goes" : "stays"}
            </span>
            <span className="w-16 flex-none">Run {formatCount(row.run)}</span>
            <span className="text-muted-foreground">
              {formatDay(row.createdAt, now, timeZone)} {formatTime(row.createdAt, timeZone)},{" "}
              {formatBytes(row.bytes)}
            </span>
            <span className="ml-auto text-right text-muted-foreground">{row.why}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
