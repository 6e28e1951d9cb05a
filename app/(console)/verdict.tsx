import { formatAge, formatCount } from "#components/format";
import { Glyph } from "#components/glyph";
import { type Protection, protectionLooks } from "#components/status";
import { ShareBar } from "#components/ui/progress";
import type { ProtectionReport } from "#lib/alarms";

/** The one sentence of the dashboard, and what stands below it. */
export interface Verdict {
  title: string;
  /** The part of the lead in ink: what needs doing. */
  strong: string;
  rest: string;
}

interface VerdictFacts {
  report: ProtectionReport;
  /** Runs that go on. */
  running: number;
  /** Steps of the first start still to do; 0 once there is more than Holdfast itself. */
  stepsLeft: number;
  /** Plans whose brake is on. */
  brakes: number;
  now: Date;
}

export function verdictOf({ report, running, stepsLeft, brakes, now }: VerdictFacts): Verdict {
  const { counts, ownCounts } = report;
  const going = running === 0 ? "" : runningWords(running);
  if (ownCounts.total + ownCounts.paused === 0) {
    const itself = counts.total > 0 && counts.protected === counts.total;
    return {
      title: itself
        ? "Holdfast itself is protected and the rest is not yet"
        : "Nothing is protected yet",
      strong: "",
      rest: `${stepWords(stepsLeft)} You can stop at any point and come back. ${going}`.trim(),
    };
  }
  const bad = counts.stale + counts.unprotected + brakes;
  const oldest = oldestCopy(report);
  const age = oldest?.lastGoodAt
    ? `The oldest good copy is ${formatAge(now.getTime() - oldest.lastGoodAt.getTime())} old.`
    : "";
  return {
    title: `${formatCount(counts.protected)} of ${formatCount(counts.total)} protected`,
    strong: bad === 0 ? "Nothing needs attention." : `${formatCount(bad)} ${needs(bad)} attention.`,
    rest: `${age} ${going}`.trim(),
  };
}

/** What is counted and whose good copy is oldest; one without a copy is older than all. */
export function oldestCopy({ sources, devices }: ProtectionReport) {
  const all = [
    ...sources.map((each) => ({ ...each, name: each.source.name })),
    ...devices.map((each) => ({ ...each, name: each.device.name })),
  ];
  const counted = all.filter(({ protection }) => protection !== "paused");
  return counted.toSorted(
    (a, b) => (a.lastGoodAt?.getTime() ?? 0) - (b.lastGoodAt?.getTime() ?? 0),
  )[0];
}

const needs = (count: number) => (count === 1 ? "needs" : "need");

function runningWords(running: number): string {
  return running === 1 ? "One run is in progress." : `${running} runs are in progress.`;
}

function stepWords(left: number): string {
  const count = ["No", "One", "Two", "Three", "Four"][left] ?? String(left);
  return left === 1 ? "One step is left." : `${count} steps take about three minutes.`;
}

/** What stands below the verdict: what needs doing in ink, the rest muted. */
export function VerdictSentence({ strong, rest }: Pick<Verdict, "strong" | "rest">) {
  return (
    <p>
      {strong ? <b className="font-strong text-foreground">{strong} </b> : null}
      {rest}
    </p>
  );
}

/** The verdict as a bar, with its counts in words. */
export function ProtectionBar({ counts }: Pick<ProtectionReport, "counts">) {
  const parts: { state: Protection; count: number; ink: string; bar: string }[] = [
    { state: "protected", count: counts.protected, ink: "text-success", bar: "bg-success-mark" },
    { state: "stale", count: counts.stale, ink: "text-warning", bar: "bg-warning-mark" },
    {
      state: "unprotected",
      count: counts.unprotected,
      ink: "text-failure",
      bar: "bg-failure-mark",
    },
    { state: "paused", count: counts.paused, ink: "text-neutral", bar: "" },
  ];
  const shown = parts.filter((part) => part.count > 0 || part.state === "protected");
  return (
    <div className="flex flex-col gap-2.5">
      <ShareBar
        shares={parts
          .filter((part) => part.state !== "paused")
          .map((part) => ({ key: part.state, amount: part.count, className: part.bar }))}
      />
      <ul className="flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-muted-foreground">
        {shown.map((part) => (
          <li key={part.state} className="inline-flex items-center gap-1.5">
            <Glyph name={protectionLooks[part.state].glyph} className={`size-3.5 ${part.ink}`} />
            {formatCount(part.count)} {protectionLooks[part.state].word.toLowerCase()}
            {part.state === "paused" ? ", not counted" : ""}
          </li>
        ))}
      </ul>
      <span className="sr-only">
        Counted: {formatCount(counts.total)} sources and devices of enabled plans.
      </span>
    </div>
  );
}
