import type { Context } from "#lib/context";
import { visibleName } from "#lib/entries";
import { listMessages } from "#lib/runs";
import type { RunMessage } from "#lib/runs/schema";

/** As many lines of a log are shown; more than one run writes, whose warnings are bound. */
const linesMax = 2_000;

/** The lines of a run's log after a message, with names that cannot disturb what stands around them. */
export async function readLog(ctx: Context, runId: string, after = 0): Promise<RunMessage[]> {
  const messages = await listMessages(ctx, { runId, after, limit: linesMax });
  return messages.map((message) => ({
    ...message,
    subject: visibleName(message.subject),
    sentence: visibleName(message.sentence),
  }));
}
