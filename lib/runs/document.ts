import type { Context } from "#lib/context";
import { findRun, listMessages } from "./find.ts";
import type { RunDetail, RunDocument, RunMessage } from "./schema.ts";

/** As many warnings one document holds; the run counts them all. */
const warningsMax = 1_000;

/**
 * A run in the form that the command line and the API give; `null` when there is none.
 *
 * @param idOrNumber of the run
 */
export async function readRunDocument(
  ctx: Context,
  idOrNumber: string,
): Promise<RunDocument | null> {
  const run = await findRun(ctx, idOrNumber);
  if (!run) return null;
  const asked = { runId: run.id, levels: ["warning"] as const, limit: warningsMax };
  return asRunDocument(run, await listMessages(ctx, asked));
}

function asRunDocument(run: RunDetail, warnings: readonly RunMessage[]): RunDocument {
  const { archive } = run;
  return {
    id: run.id,
    number: run.number,
    plan: run.plan.name,
    trigger: run.trigger,
    state: run.state,
    queuedAt: run.queuedAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    readAll: run.readAll,
    slowest: run.slowest,
    archive: archive && {
      bytes: archive.bytes,
      contentBytes: archive.contentBytes,
      newBytes: archive.newBytes,
      storedBytes: archive.storedBytes,
      unread: archive.unread,
      entries: archive.entries,
      sha256: archive.sha256,
      verifiedAt: archive.verifiedAt,
      good: archive.good,
      without: archive.without,
      flag: archive.flag,
    },
    steps: run.steps.map(({ name, state, startedAt, endedAt, counts }) => ({
      name,
      state,
      startedAt,
      endedAt,
      counts,
    })),
    warnings: warnings.map(({ cause, sentence, subject }) => ({ cause, sentence, subject })),
    error: run.error,
  };
}
