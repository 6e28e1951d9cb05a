import type { ReactNode } from "react";
import { ActivityMark, activitySentence } from "#components/activity-line";
import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { RunStatus } from "#components/status";
import { Time } from "#components/time";
import { Card, Row, Rows } from "#components/ui/card";
import { listActivity } from "#lib/access";
import type { ActivityRow } from "#lib/access/schema";
import type { Context } from "#lib/context";
import { listRuns } from "#lib/runs";
import type { RunSummary } from "#lib/runs/schema";

const linesMax = 7;
const endedStates = ["succeeded", "warnings", "failed", "cancelled", "interrupted"] as const;

/** What people did and how runs ended, newest first. */
export async function RecentActivity({ ctx, className }: { ctx: Context; className?: string }) {
  const { rows } = await listActivity(ctx, { limit: 3 * linesMax });
  const { runs } = await listRuns(ctx, { states: endedStates, limit: linesMax });
  const lines: Line[] = [
    ...rows.filter(isNews).map((row) => ({
      key: `activity ${row.id}`,
      at: row.at,
      mark: <ActivityMark row={row} />,
      text: activitySentence(row),
    })),
    ...runs.map((run) => ({
      key: run.id,
      at: run.endedAt ?? run.queuedAt,
      mark: <RunStatus state={run.state} bare className="mt-0.5" />,
      text: (
        <Link href={`/runs/${run.number}`} className="hover:underline">
          {endedSentence(run)}
        </Link>
      ),
    })),
  ];
  const newest = lines.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, linesMax);
  return (
    <Card
      title="Activity"
      aside={
        <Link href="/activity" className="link">
          Audit trail
        </Link>
      }
      className={className ?? ""}
    >
      <Rows>
        {newest.map((line) => (
          <Row key={line.key} className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-2.5 py-1.75">
            {line.mark}
            <span className="text-pretty wrap-anywhere">{line.text}</span>
            <Time at={line.at} as="moment" className="text-xs leading-5 text-muted-foreground" />
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

/**
 * That a run was due is told by how it ended, and what setup did by the first administrator; who
 * came and went stands in the trail.
 */
function isNews({ action, actor, after }: ActivityRow): boolean {
  if (action === "session:begin" || action === "session:end") return false;
  if (action === "device:test") return false;
  if (action === "device:contact") return after?.pinned === false; // first contacts come by hundreds
  if (action === "run:start") return actor.kind === "user" || actor.kind === "cli";
  return !(action === "user:create" && actor.kind === "visitor");
}

interface Line {
  key: string;
  at: Date;
  mark: ReactNode;
  text: ReactNode;
}

function endedSentence(run: RunSummary): string {
  const { plan, state, archive, error, number, limitedTo } = run;
  if (error && state === "failed") return `${plan.name}: ${error.sentence}`;
  if (archive) {
    const size = `${formatCount(archive.entries)} entries, ${formatBytes(archive.bytes)}`;
    const without = archive.without.length > 0 ? `, without ${archive.without.join(", ")}` : "";
    return `Archive of ${plan.name} verified, ${size}${without}`;
  }
  const ends: Partial<Record<typeof state, string>> = {
    cancelled: "was cancelled",
    interrupted: "was interrupted",
    failed: "failed",
  };
  const ended =
    limitedTo === null ? "ended without an archive" : `of ${plural(limitedTo, "device")} ended`;
  return `${plan.name}, run ${number} ${ends[state] ?? ended}`;
}
