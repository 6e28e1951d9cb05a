import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { asFailure, type FailureReport, fail } from "#lib/failures";
import { findDevice } from "#lib/inventory";
import type { Means } from "../devices/contact.ts";
import type { DeviceTest, TestStage } from "./schema.ts";
import { testDevice } from "./test-device.ts";

/** What a test has come to, or why there can be none. */
export type TestAnswer =
  | ({ kind: "test-device" } & DeviceTest)
  | { kind: "failure"; failure: FailureReport };

/** What is asked of the worker. */
export interface TestQuestion {
  deviceId: string;
}

/**
 * Asks the worker to test the connection to a device. `request.progress` says that a stage began or
 * ended, `request.answered` that the test is over; both go to whoever asked.
 *
 * @throws Failure `not-found`
 */
export async function askDeviceTest(
  ctx: Context,
  { deviceId }: TestQuestion,
): Promise<{ requestId: string }> {
  allow(ctx, "device:test");
  const device = await findDevice(ctx, deviceId);
  if (!device) throw fail("not-found", { what: "device", name: deviceId });
  const id = newId();
  const input: TestQuestion = { deviceId: device.id };
  const row = { id, kind: "test-device", input, askedBy: ctx.actor.id } as const;
  await write(ctx.db, async (tx) => {
    await tx.insert(tables.requests).values({ ...row, askedAt: ctx.clock.now() });
    const subject = { kind: "device", id: device.id, name: device.name };
    await audit(tx, ctx, { action: "device:test", subject });
  });
  return { requestId: id };
}

/**
 * A test of one's own as it stands; `null` while the worker has not begun it.
 *
 * @throws Failure `not-found`, also for the test of somebody else
 */
export async function readDeviceTest(
  ctx: Context,
  { requestId }: { requestId: string },
): Promise<TestAnswer | null> {
  allow(ctx, "device:test");
  const { requests } = tables;
  const row = await ctx.db.select().from(requests).where(eq(requests.id, requestId)).get();
  if (row?.kind !== "test-device" || row.askedBy !== ctx.actor.id) {
    throw fail("not-found", { what: "question", name: requestId });
  }
  return row.answer as TestAnswer | null;
}

/** Carries out a test that was asked for, and lets it be watched. */
export async function answerDeviceTest(
  ctx: Context,
  request: { id: string; askedBy: string; input: TestQuestion },
  { means, signal }: { means: Means; signal: AbortSignal },
): Promise<TestAnswer> {
  const progress = new Progress(ctx, request);
  try {
    const { deviceId } = request.input;
    const stages = (seen: readonly TestStage[]) => progress.show(seen);
    const tested = await testDevice(ctx, { deviceId, means }, { signal, stages });
    return { kind: "test-device", ...tested };
  } finally {
    await progress.shown(); // else an older state could come after the answer
  }
}

/** Writes the stages of a test as they come; those that come while one is written, together. */
class Progress {
  readonly #ctx: Context;
  readonly #request: { id: string; askedBy: string };
  #next: TestStage[] | null = null;
  #writing: Promise<void> | null = null;

  constructor(ctx: Context, request: { id: string; askedBy: string }) {
    this.#ctx = ctx;
    this.#request = request;
  }

  show(stages: readonly TestStage[]): void {
    this.#next = structuredClone([...stages]);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  async shown(): Promise<void> {
    await this.#writing;
  }

  // check: no-audit: that it goes on changes nothing; who asked for it stands in the trail.
  async #write(): Promise<void> {
    const { db, clock, log } = this.#ctx;
    const { id, askedBy } = this.#request;
    for (let stages = this.#next; stages; stages = this.#next) {
      this.#next = null;
      const answer: TestAnswer = { kind: "test-device", stages, result: null };
      try {
        await write(db, async (tx) => {
          await tx.update(tables.requests).set({ answer }).where(eq(tables.requests.id, id));
          const at = clock.now();
          await emit(tx, { at, kind: "request.progress", subjectId: id, data: { askedBy } });
        });
      } catch (error) {
        log.warn("a stage could not be shown", { error: asFailure(error) }); // the test goes on; its answer tells all
      }
    }
  }
}
