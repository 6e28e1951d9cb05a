import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { and, eq, isNull, lt } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { asFailure, type FailureReport, fail } from "#lib/failures";
import { foldersAround } from "#lib/settings";
import {
  type FolderPreview,
  type FolderSource,
  previewFolder,
  type Source,
  trySource,
} from "#lib/sources";
import { answerDeviceTest, type TestAnswer, type TestQuestion } from "./device-test/ask.ts";
import { type DevicesSource, tryDevices } from "./devices/choice.ts";
import type { Means } from "./devices/contact.ts";
import { protectedPaths } from "./protected-paths.ts";
import { answerRetentionFrees, type FreesAnswer } from "./retention-frees.ts";

type Asked = Source | DevicesSource;

/** A question is answered or given up within this time. */
export const answerMsMax = 30_000;
/** Answers are kept this long. */
const answerKeepMs = 3_600_000;

/** What the worker found; a failure says what is wrong and what to do. */
export type Answer =
  | { kind: "try-source"; sentence: string; entries: number | null; bytes: number | null }
  | { kind: "preview-folder"; preview: FolderPreview }
  | { kind: "failure"; failure: FailureReport };

/** Asks the worker to try a source as it would for a run; the event `request.answered` says when it has. */
export function askTrySource(
  ctx: Context,
  source: Source | DevicesSource,
): Promise<{ requestId: string }> {
  return ask(ctx, "try-source", source);
}

/** Asks the worker what is in and out of a folder. */
export function askPreview(ctx: Context, source: FolderSource): Promise<{ requestId: string }> {
  return ask(ctx, "preview-folder", source);
}

// check: no-audit: a question changes nothing.
async function ask(ctx: Context, kind: "try-source" | "preview-folder", input: Asked) {
  allow(ctx, "source:try");
  const id = newId();
  const askedAt = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    await tx.insert(tables.requests).values({ id, kind, input, askedBy: ctx.actor.id, askedAt });
  });
  return { requestId: id };
}

/** The answer to a question of one's own; `null` while there is none. */
export async function readAnswer(
  ctx: Context,
  { requestId }: { requestId: string },
): Promise<Answer | FreesAnswer | null> {
  allow(ctx, "source:try");
  const row = await ctx.db
    .select()
    .from(tables.requests)
    .where(eq(tables.requests.id, requestId))
    .get();
  if (!row || row.askedBy !== ctx.actor.id) {
    throw fail("not-found", { what: "question", name: requestId });
  }
  return row.answer as Answer | FreesAnswer | null;
}

interface Worker {
  owner: string;
  /** What talking with devices needs. */
  means: Means;
  signal: AbortSignal;
}

/**
 * Takes the questions that wait and begins to answer them beside each other; called by the worker,
 * more than twice a second.
 *
 * @returns how many were taken
 */
// check: no-audit: an answer changes nothing.
export async function takeQuestions(ctx: Context, worker: Worker): Promise<number> {
  allow(ctx, "run:work");
  const waiting = and(isNull(tables.requests.takenAt), isNull(tables.requests.answeredAt));
  if (!(await ctx.db.select().from(tables.requests).where(waiting).limit(1).get())) return 0;
  const taken = await write(ctx.db, (tx) =>
    tx.update(tables.requests).set({ takenAt: ctx.clock.now() }).where(waiting).returning(),
  );
  for (const request of taken) {
    answerTo(ctx, request, worker)
      .then((answer) => recordAnswer(ctx, request, answer))
      .catch((error) => ctx.log.error("question not answered", { error: asFailure(error) }));
  }
  return taken.length;
}

// check: no-audit: an answer changes nothing.
async function recordAnswer(
  ctx: Context,
  request: { id: string; askedBy: string },
  answer: Answer | FreesAnswer | TestAnswer,
): Promise<void> {
  await write(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const { id, askedBy } = request;
    await tx
      .update(tables.requests)
      .set({ answeredAt: at, answer })
      .where(eq(tables.requests.id, id));
    await emit(tx, { at, kind: "request.answered", subjectId: id, data: { askedBy } });
    const old = new Date(at.getTime() - answerKeepMs);
    await tx.delete(tables.requests).where(lt(tables.requests.askedAt, old));
  });
}

async function answerTo(
  ctx: Context,
  request: typeof tables.requests.$inferSelect,
  worker: Worker,
): Promise<Answer | FreesAnswer | TestAnswer> {
  const { kind } = request;
  if (kind === "retention-frees") return answerRetentionFrees(ctx, request, worker.signal);
  if (kind !== "test-device") {
    return answerOfSource(ctx, { ...request, kind, input: request.input as Asked }, worker);
  }
  try {
    const asked = { ...request, input: request.input as TestQuestion };
    return await answerDeviceTest(ctx, asked, worker);
  } catch (error) {
    return { kind: "failure", failure: asFailure(error).report() };
  }
}

async function answerOfSource(
  ctx: Context,
  request: { id: string; kind: "try-source" | "preview-folder"; input: Asked },
  worker: Worker,
): Promise<Answer> {
  const scratch = path.join(foldersAround(ctx.db).scratch, `${request.id}.${worker.owner}.0`);
  const signal = AbortSignal.any([worker.signal, AbortSignal.timeout(answerMsMax)]);
  const surroundings = {
    scratch,
    protectedPaths: protectedPaths(ctx.db),
    signal,
    warn: () => {}, // a preview lists what it skipped itself
    moved: () => {},
  };
  try {
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const { kind, input } = request;
    if (input.kind === "devices") return { kind: "try-source", ...(await tryDevices(ctx, input)) };
    if (kind === "try-source") return { kind, ...(await trySource(input, surroundings)) };
    if (input.kind === "database") throw new Error("A database has no preview.");
    return { kind, preview: await previewFolder(input, surroundings) };
  } catch (error) {
    const busy = signal.aborted ? fail("worker-busy", { seconds: answerMsMax / 1000 }) : error;
    return { kind: "failure", failure: asFailure(busy).report() };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
