import { desc, eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { eventsAfter, lastEventId } from "#lib/events";
import { causes, formatDuration, plural } from "#lib/failures";
import { maskSecrets } from "#lib/log";
import { findRun, type RunDetail } from "#lib/runs";
import { readSetting, writeSetting } from "#lib/settings";
import { type BeatMeans, bodyBytesMax, type Ping, sendPing } from "./ping.ts";

/** A sign of life that is this old would say that something lives which nobody knows of. */
const lateMsMax = 3_600_000;
/** As many lines of a run's log are told at most. */
const linesMax = 100;

/**
 * Tells of the runs that began and ended since the last call, each plan's in order, several plans at
 * once. The place is kept once all is sent: after a crash what was under way is told once more.
 *
 * @throws the reason of the signal; a receiver's fault is remembered beside its address
 */
export async function beatRuns(ctx: Context, means: BeatMeans): Promise<void> {
  allow(ctx, "heartbeat:send");
  const cursor = await readSetting(ctx.db, "heartbeatCursor");
  if (cursor === null) return keep(ctx, await lastEventId(ctx.db)); // what was before is not told
  const events = await eventsAfter(ctx.db, cursor);
  const last = events.at(-1);
  if (!last) return;
  const rows = new Map((await ctx.db.select().from(tables.heartbeats)).map((row) => [row.id, row]));
  const since = ctx.clock.now().getTime() - lateMsMax;
  const told = events.flatMap((event) => {
    if (event.kind !== "run.started" && event.kind !== "run.ended") return [];
    const row = rows.get(event.data.planId);
    if (!row || event.at.getTime() < since) return [];
    return [{ row, runId: event.subjectId, isStart: event.kind === "run.started" }];
  });
  const plans = Map.groupBy(told, ({ row }) => row.id);
  await Promise.all(
    [...plans.values()].map(async (ofPlan) => {
      for (const { row, runId, isStart } of ofPlan) {
        const run = await findRun(ctx, runId);
        if (!run || run.limitedTo !== null) continue; // of some devices: it says nothing of the plan
        const ping = isStart ? startOf(run) : await endOf(ctx, run);
        await sendPing(ctx, { row, ping }, means);
      }
    }),
  );
  await keep(ctx, last.id);
}

// check: no-audit: a place in the events, moved every few seconds.
async function keep(ctx: Context, value: number): Promise<void> {
  const at = ctx.clock.now();
  await write(ctx.db, (tx) => writeSetting(tx, "heartbeatCursor", { value, at }));
}

function startOf({ number, plan }: RunDetail): Ping {
  return { path: "/start", body: `Run ${number} of ${plan.name} began.\n` };
}

/** A run with warnings kept a verified archive: it is a success, and the log says what was warned of. */
async function endOf(ctx: Context, run: RunDetail): Promise<Ping> {
  const good = run.state === "succeeded" || run.state === "warnings";
  const exit = run.error ? causes[run.error.cause].exit : 0;
  const path = good ? "" : exit > 0 ? `/${exit}` : "/fail";
  return { path, body: await logOf(ctx, run) };
}

/** How it ended, and before that the last lines of its log, redacted. */
async function logOf(ctx: Context, run: RunDetail): Promise<string> {
  const { runMessages } = tables;
  const messages = await ctx.db
    .select()
    .from(runMessages)
    .where(eq(runMessages.runId, run.id))
    .orderBy(desc(runMessages.id))
    .limit(linesMax);
  const tookMs = (run.endedAt?.getTime() ?? 0) - (run.startedAt ?? run.queuedAt).getTime();
  const warnings = run.warningCount > 0 ? `, ${plural(run.warningCount, "warning")}` : "";
  const ending = [
    `Run ${run.number} of ${run.plan.name}: ${run.state} after ${formatDuration(tookMs)}${warnings}.`,
    ...(run.error ? [run.error.sentence, run.error.next] : []),
  ];
  const said = messages
    .toReversed()
    .map(({ at, level, subject, sentence }) =>
      [at.toISOString(), level, `${subject}:`, sentence].join(" "),
    );
  return endOfText(maskSecrets([...said, ...ending, ""].join("\n")));
}

/** The end of a text, from the start of a line on. */
function endOfText(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= bodyBytesMax) return text;
  const end = bytes.subarray(-bodyBytesMax).toString("utf8");
  return end.slice(end.indexOf("\n") + 1);
}
