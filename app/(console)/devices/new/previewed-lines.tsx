import { Check, TriangleAlert } from "lucide-react";
import { plural } from "#components/format";
import { Link } from "#components/link";
import type { PreviewedLine } from "#lib/inventory";
import { wouldAdd } from "./use-paste-preview.ts";

/** As many lines are shown; the rest is counted. */
const linesMax = 200;

/** What each line of a pasted list would do; those that would do nothing come first. */
export function PreviewedLines({ lines }: { lines: PreviewedLine[] }) {
  const adds = lines.filter(wouldAdd).length;
  const sorted = lines.toSorted((a, b) => Number(wouldAdd(a)) - Number(wouldAdd(b)));
  const out = lines.length - adds;
  return (
    <div role="status" className="flex flex-col gap-2">
      <p className="font-medium">
        {plural(adds, "device")} to add{out > 0 ? `, ${plural(out, "line")} left out` : ""}.
      </p>
      <ul className="max-h-80 divide-y overflow-y-auto rounded-md border">
        {sorted.slice(0, linesMax).map((line) => (
          <li
            key={line.number}
            className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 px-3 py-2 md:grid-cols-[1rem_minmax(0,12rem)_minmax(0,1fr)]"
          >
            {wouldAdd(line) ? (
              <Check aria-hidden="true" className="mt-0.5 size-4 text-success" />
            ) : (
              <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 text-warning" />
            )}
            <span className="font-mono text-xs leading-5 wrap-anywhere">{line.text.trim()}</span>
            <span className="text-xs leading-5 text-muted-foreground max-md:col-start-2">
              <Verdict line={line} />
            </span>
          </li>
        ))}
      </ul>
      {lines.length > linesMax ? (
        <p className="text-xs text-muted-foreground">{lines.length - linesMax} more lines.</p>
      ) : null}
    </div>
  );
}

function Verdict({ line }: { line: PreviewedLine }) {
  const { problem, twin, repeats, namesake, name } = line;
  if (problem) return problem;
  if (repeats !== null) return `Line ${repeats} has this address and port.`;
  const other = twin ?? namesake;
  if (!other) return <>Adds {name}.</>;
  return (
    <>
      {twin ? "This address and port is " : "This name has "}
      <Link href={`/devices/${other.id}`} className="link">
        {other.name}
      </Link>
      .
    </>
  );
}
