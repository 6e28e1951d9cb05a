import { plural } from "#components/format";
import { Time } from "#components/time";
import type { Context } from "#lib/context";
import { listRuns } from "#lib/runs";
import { openRunsNow } from "../reads.tsx";

/** What goes on now, and how the last run ended. */
export async function RunsSentence({ ctx }: { ctx: Context }) {
  const open = await openRunsNow(ctx);
  const running = open.filter((run) => run.state === "running").length;
  const waiting = open.length - running;
  const ended = ["succeeded", "warnings", "failed", "cancelled", "interrupted"] as const;
  const [last] = (await listRuns(ctx, { states: ended, limit: 1 })).runs;
  const now = [
    running > 0 ? `${plural(running, "run")} ${running === 1 ? "goes" : "go"} on` : null,
    waiting > 0 ? `${plural(waiting, "run")} ${waiting === 1 ? "waits" : "wait"}` : null,
  ].filter((part) => part !== null);
  return (
    <p>
      <b className="font-strong text-foreground">
        {now.length > 0 ? `${now.join(", ")}.` : "No run goes on."}
      </b>{" "}
      {last?.endedAt ? (
        <>
          The last one, of {last.plan.name}, ended <Time at={last.endedAt} />.
        </>
      ) : null}
    </p>
  );
}
