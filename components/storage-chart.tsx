import type { ReactNode } from "react";
import type { StorageUse } from "#lib/runs/schema";
import { type Forecast, forecast } from "#lib/runs/schema";
import { formatBytes, formatDay } from "./format.ts";
import { cn } from "./ui/cn.ts";
import { Disclosure } from "./ui/disclosure.tsx";

/** Share of the width for what was; the rest is for what may come. */
const pastShare = 40;
const daysAhead = 90;
const daysShownMin = 7;
/** As many values stand at the axis. */
const gridLines = 4;

interface StorageChartProps {
  use: StorageUse;
  now: Date;
  className?: string;
}

/** The vault's use from zero, its projection with a band, the disk's limit where it comes near. */
export function StorageChart({ use, now, className }: StorageChartProps) {
  const ahead = forecast(use);
  const days = sinceFirst(use.daily);
  const plot = layOut(use, days, ahead);
  return (
    <figure className={className}>
      <div
        role="img"
        aria-label={finding(use, ahead, now)}
        className="relative mr-14 mb-5.5 h-44 text-2xs leading-none text-muted-foreground"
      >
        <Lines plot={plot} ahead={ahead} />
        <Labels plot={plot} ahead={ahead} firstDay={days[0]?.day} now={now} />
      </div>
      <DayTable days={days} now={now} />
    </figure>
  );
}

interface Plot {
  /** Values at the axis. */
  values: number[];
  /** Per cent of the height, from above. */
  y: (bytes: number) => number;
  /** Where today is, in per cent of the width. */
  edge: number;
  /** The days so far, as a path. */
  line: string;
  last: number;
  /** All the disk could hold; `null` while that is far away. */
  capacity: number | null;
}

/** Days before the first archive say nothing; a week is drawn in any case. */
function sinceFirst(days: StorageUse["daily"]): StorageUse["daily"] {
  const first = days.findIndex((day) => day.bytes > 0);
  return first < 0
    ? days.slice(-daysShownMin)
    : days.slice(Math.min(first, days.length - daysShownMin));
}

function layOut(use: StorageUse, days: StorageUse["daily"], ahead: Forecast | null): Plot {
  const last = days.at(-1)?.bytes ?? 0;
  const near = ahead?.fullInDays != null && ahead.fullInDays <= daysAhead;
  const capacity = near ? use.archiveBytes + use.freeBytes : null;
  const until = ahead ? last + ahead.bytesPerDay * daysAhead : last;
  const peak = Math.max(1, until, ...days.map((day) => day.bytes), capacity ?? 0);
  const scale = niceScale(peak * 1.06);
  const edge = ahead ? pastShare : 100;
  const y = (bytes: number) => 100 - (Math.min(bytes, scale.top) / scale.top) * 100;
  const x = (index: number) => (index / Math.max(1, days.length - 1)) * edge;
  const line = days.map((day, index) => `${index ? "L" : "M"}${x(index)} ${y(day.bytes)}`).join("");
  return { values: scale.values, y, edge, line, last, capacity };
}

function Lines({ plot, ahead }: { plot: Plot; ahead: Forecast | null }) {
  const { y, line, edge, capacity } = plot;
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-0 size-full overflow-visible *:[vector-effect:non-scaling-stroke]"
    >
      {plot.values.map((value) => (
        <line key={value} x1="0" x2="100" y1={y(value)} y2={y(value)} className="stroke-border" />
      ))}
      <path d={`${line}L${edge} 100L0 100Z`} className="fill-chart-1/50" />
      {ahead ? <Ahead forecast={ahead} from={plot.last} y={y} /> : null}
      <path d={line} className="fill-none stroke-foreground stroke-[1.5]" />
      {capacity === null ? null : (
        <line x1="0" x2="100" y1={y(capacity)} y2={y(capacity)} className="stroke-failure-mark" />
      )}
    </svg>
  );
}

interface LabelsProps {
  plot: Plot;
  ahead: Forecast | null;
  firstDay: string | undefined;
  now: Date;
}

function Labels({ plot, ahead, firstDay, now }: LabelsProps) {
  const below = "top-[calc(100%+0.45rem)]";
  return (
    <>
      {plot.values.map((value) => (
        <Mark key={value} className="left-[calc(100%+0.5rem)] -translate-y-1/2" top={plot.y(value)}>
          {value === 0 ? "0" : formatBytes(value).replace(/\.0+ /, " ")}
        </Mark>
      ))}
      {plot.capacity === null ? null : (
        <Mark
          className="left-1 -translate-y-[130%] font-strong text-failure"
          top={plot.y(plot.capacity)}
        >
          Disk full at {formatBytes(plot.capacity)}
        </Mark>
      )}
      <Mark className={cn(below, "left-0")}>{dayText(firstDay, now)}</Mark>
      <Mark
        className={cn(below, ahead ? "-translate-x-1/2" : "-translate-x-full")}
        left={plot.edge}
      >
        Today
      </Mark>
      {ahead ? <Mark className={cn(below, "right-0")}>{dayText(dayAhead(now), now)}</Mark> : null}
    </>
  );
}

function Ahead({
  forecast,
  from,
  y,
}: {
  forecast: Forecast;
  from: number;
  y: (b: number) => number;
}) {
  const steps = Array.from({ length: 10 }, (_, step) => (step / 9) * daysAhead);
  const at = (day: number) => pastShare + (day / daysAhead) * (100 - pastShare);
  const value = (day: number, side: number) =>
    Math.max(0, from + forecast.bytesPerDay * day + side * forecast.spreadAfter(day));
  const upper = steps.map((day) => `${at(day)} ${y(value(day, 1))}`);
  const lower = steps.toReversed().map((day) => `${at(day)} ${y(value(day, -1))}`);
  return (
    <>
      <path d={`M${[...upper, ...lower].join("L")}Z`} className="fill-chart-1/13" />
      <path
        d={`M${pastShare} ${y(from)}L100 ${y(value(daysAhead, 0))}`}
        strokeDasharray="3 4"
        className="fill-none stroke-foreground stroke-[1.5]"
      />
      <line
        x1={pastShare}
        x2={pastShare}
        y1={y(from)}
        y2="100"
        strokeDasharray="2 3"
        className="stroke-input"
      />
    </>
  );
}

function Mark({
  left,
  top,
  className,
  children,
}: {
  left?: number;
  top?: number;
  className: string;
  children: ReactNode;
}) {
  const style = {
    ...(left === undefined ? {} : { left: `${left}%` }),
    ...(top === undefined ? {} : { top: `${top}%` }),
  };
  return (
    <span aria-hidden="true" className={cn("absolute whitespace-nowrap", className)} style={style}>
      {children}
    </span>
  );
}

/** The table behind the chart, a week a line and today. */
function DayTable({ days, now }: { days: StorageUse["daily"]; now: Date }) {
  const weekly = days.filter((_, index) => (days.length - 1 - index) % 7 === 0).toReversed();
  return (
    <Disclosure summary="Show as a table">
      <table className="mt-1 w-full max-w-xs text-left">
        <caption className="sr-only">Bytes of all archives, week by week</caption>
        <thead className="text-xs text-muted-foreground">
          <tr>
            <th scope="col" className="py-1.5 font-medium">
              Day
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Archives
            </th>
          </tr>
        </thead>
        <tbody>
          {weekly.map((day) => (
            <tr key={day.day} className="border-t">
              <td className="py-1.5">{dayText(day.day, now)}</td>
              <td className="py-1.5 text-right">{formatBytes(day.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  );
}

/** Round values for the axis, from zero to a little above the highest. */
function niceScale(peak: number): { top: number; values: number[] } {
  const rough = peak / gridLines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const values = Array.from({ length: Math.ceil(peak / step) + 1 }, (_, index) => index * step);
  return { top: values.at(-1) ?? peak, values };
}

function dayAhead(now: Date): string {
  return new Date(now.getTime() + daysAhead * 86_400_000).toISOString().slice(0, 10);
}

function dayText(day: string | undefined, now: Date): string {
  return day ? formatDay(new Date(day), now, "UTC") : "";
}

/** The chart in words. */
function finding(use: StorageUse, ahead: Forecast | null, now: Date): string {
  const first = use.daily.find((day) => day.bytes > 0);
  const grew = first
    ? `Archives grew from ${formatBytes(first.bytes)} on ${dayText(first.day, now)} to ${formatBytes(use.archiveBytes)}.`
    : "There is no archive yet.";
  const free = ` ${formatBytes(use.freeBytes)} are free.`;
  if (!ahead) return `${grew}${free}`;
  if (!ahead.fullAt) return `${grew}${free} At this rate the disk is not full within a year.`;
  const day = formatDay(ahead.fullAt, now, "UTC");
  return `${grew}${free} At this rate the disk is full in ${ahead.fullInDays} days, on ${day}.`;
}
