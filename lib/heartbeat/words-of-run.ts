import { desc, eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { causes, formatDuration, plural } from "#lib/failures";
import { maskSecrets } from "#lib/log";
import type { RunDetail } from "#lib/runs";
import { bodyBytesMax, type Ping } from "./ping.ts";

/** As many lines of a run's log are told at most. */
const linesMax = 100;

/** What is told when a run began. */
export function startOf({ number, plan }: RunDetail): Ping {
  return { path: "/start", body: `Run ${number} of ${plan.name} began.\n` };
}

/**
 * What is told when a run has ended. One with warnings kept a verified archive: it is a success, and
 * the log says what was warned of.
 */
export async function endOf(ctx: Context, run: RunDetail): Promise<Ping> {
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
