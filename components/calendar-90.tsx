import type { DayOutcome } from "#lib/runs/schema";
import { formatDay, plural } from "./format.ts";
import { Disclosure } from "./ui/disclosure.tsx";

const pitch = 20.5;
const cell = 17;
const left = 31;
const top = 18;

type Outcome = "none" | "succeeded" | "warnings" | "failed";

const words = { warnings: "Completed with warnings", failed: "A run failed" } as const;

/** How the runs of the last 90 days ended, a square a day, a column a week. `now` says which is today. */
export function Calendar90({ days, now }: { days: DayOutcome[]; now: Date }) {
  const squares = place(days);
  const width = left + ((squares.at(-1)?.week ?? 0) + 1) * pitch;
  const bad = squares.filter((day) => day.outcome === "warnings" || day.outcome === "failed");
  return (
    <figure>
      <svg
        viewBox={`0 0 ${width} ${top + 7 * pitch}`}
        role="img"
        aria-label={finding(squares)}
        className="w-full max-w-96 fill-muted-foreground text-[11px]"
      >
        {monthLabels(squares).map((month) => (
          <text key={month.week} x={left + month.week * pitch} y="9">
            {month.name}
          </text>
        ))}
        {["Mon", "Wed", "Fri", "Sun"].map((name, index) => (
          <text key={name} x="0" y={top + index * 2 * pitch + 12.5}>
            {name}
          </text>
        ))}
        {squares.map((square) => (
          <DaySquare key={square.day} square={square} />
        ))}
      </svg>
      <Legend />
      {bad.length > 0 ? <BadDays days={bad.toReversed()} now={now} /> : null}
    </figure>
  );
}

interface Square {
  day: string;
  date: Date;
  week: number;
  weekday: number;
  outcome: Outcome;
  today: boolean;
}

/** Columns begin on Monday. */
function place(days: DayOutcome[]): Square[] {
  const first = days[0] ? weekdayOf(new Date(days[0].day)) : 0;
  return days.map((outcomes, index) => {
    const date = new Date(outcomes.day);
    return {
      day: outcomes.day,
      date,
      week: Math.floor((first + index) / 7),
      weekday: weekdayOf(date),
      outcome: outcomeOf(outcomes),
      today: index === days.length - 1,
    };
  });
}

/** 0 is Monday; a day without a time is read in UTC. */
function weekdayOf(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}

function outcomeOf(day: DayOutcome): Outcome {
  if (day.failed > 0) return "failed";
  if (day.warnings > 0) return "warnings";
  return day.succeeded > 0 ? "succeeded" : "none";
}

const fills: Record<Outcome, string> = {
  none: "fill-none stroke-border [stroke-dasharray:2_2]",
  succeeded: "fill-success-mark/62",
  warnings: "fill-warning-mark",
  failed: "fill-failure-mark",
};

function DaySquare({ square }: { square: Square }) {
  const x = left + square.week * pitch;
  const y = top + square.weekday * pitch;
  const [mx, my] = [x + cell / 2, y + cell / 2];
  return (
    <g>
      <rect x={x} y={y} width={cell} height={cell} rx="3.5" className={fills[square.outcome]} />
      <g className="stroke-card stroke-[1.9]" strokeLinecap="round" fill="none">
        {square.outcome === "warnings" ? (
          <path d={`M${mx} ${my - 4}v4.6M${mx} ${my + 4}v.01`} />
        ) : null}
        {square.outcome === "failed" ? (
          <path d={`M${mx - 3.2} ${my - 3.2}l6.4 6.4M${mx + 3.2} ${my - 3.2}l-6.4 6.4`} />
        ) : null}
      </g>
      {square.today ? (
        <rect
          x={x - 1.75}
          y={y - 1.75}
          width={cell + 3.5}
          height={cell + 3.5}
          rx="5"
          className="fill-none stroke-foreground stroke-[1.5]"
        />
      ) : null}
    </g>
  );
}

function monthLabels(squares: Square[]): { name: string; week: number }[] {
  const labels: { name: string; week: number }[] = [];
  for (const { date, week } of squares) {
    const name = formatDay(date, date, "UTC").split(" ")[1] ?? "";
    const before = labels.at(-1);
    if (before?.name === name) continue;
    // A month that fills less than two columns leaves its place to the next.
    if (before && week - before.week < 2) labels.pop();
    labels.push({ name, week });
  }
  return labels;
}

function Legend() {
  const entries = [
    { ink: "bg-success-mark/62", word: "Succeeded" },
    { ink: "bg-warning-mark", word: "Warnings" },
    { ink: "bg-failure-mark", word: "Failed" },
  ];
  return (
    <figcaption className="mt-2.5 flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-muted-foreground">
      {entries.map(({ ink, word }) => (
        <span key={word} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-2.5 rounded-xs ${ink}`} />
          {word}
        </span>
      ))}
    </figcaption>
  );
}

function BadDays({ days, now }: { days: Square[]; now: Date }) {
  return (
    <Disclosure summary={days.length === 1 ? "List the day" : `List the ${days.length} days`}>
      <table className="mt-1 w-full text-left">
        <caption className="sr-only">Days with warnings or failures</caption>
        <thead className="text-xs text-muted-foreground">
          <tr>
            <th scope="col" className="w-28 py-1.5 font-medium">
              Day
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Result
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day} className="border-t">
              <td className="py-1.5">{formatDay(day.date, now, "UTC")}</td>
              <td className="py-1.5">{words[day.outcome === "failed" ? "failed" : "warnings"]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  );
}

/** The chart in words. */
function finding(squares: Square[]): string {
  const of = (outcome: Outcome) => squares.filter((day) => day.outcome === outcome);
  const failed = of("failed");
  const last = failed.at(-1);
  const parts = [
    `${plural(of("succeeded").length, "day")} on which all runs succeeded`,
    `${of("warnings").length} with warnings`,
    `${failed.length} with a failed run`,
    `${of("none").length} without a run`,
  ];
  const newest = last
    ? ` The newest failure was on ${formatDay(last.date, last.date, "UTC")}.`
    : "";
  return `Last ${squares.length} days: ${parts.join(", ")}.${newest}`;
}
