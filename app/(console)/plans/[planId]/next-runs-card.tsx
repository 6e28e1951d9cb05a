import { Info } from "lucide-react";
import { Card, CardBody } from "#components/ui/card";
import type { Context } from "#lib/context";
import { placeOf } from "#lib/context/schema";
import { clockNotes, nextRuns } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";
import { NextRuns } from "./next-runs.tsx";

const runsShown = 5;

/** When the plan runs next, and what a clock change in between does to it. */
export function NextRunsCard({ ctx, plan }: { ctx: Context; plan: Plan }) {
  const { schedule, timeZone, enabled } = plan;
  if (schedule.every === "manual") {
    return <Still>It runs only when somebody starts it.</Still>;
  }
  if (!enabled) {
    return <Still>It is disabled, so it runs only when somebody starts it.</Still>;
  }
  const now = ctx.clock.now();
  const times = nextRuns(schedule, timeZone, now, runsShown);
  const notes = clockNotes(schedule, timeZone, now, times.at(-1));
  return (
    <Card
      title="Next five runs"
      aside={<span title={timeZone}>{placeOf(timeZone)}</span>}
      footer={notes.length > 0 ? <Notes notes={notes} /> : null}
    >
      <NextRuns times={times} timeZone={timeZone} />
    </Card>
  );
}

function Still({ children }: { children: string }) {
  return (
    <Card title="Next runs">
      <CardBody className="text-muted-foreground">{children}</CardBody>
    </Card>
  );
}

function Notes({ notes }: { notes: string[] }) {
  return (
    <ul>
      {notes.map((note) => (
        <li key={note} className="flex items-start gap-1.5">
          <Info aria-hidden="true" className="size-4" />
          {note}
        </li>
      ))}
    </ul>
  );
}
