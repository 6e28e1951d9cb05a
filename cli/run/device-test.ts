import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { askDeviceTest, type Means, readDeviceTest, seeWorker, testDevice } from "#lib/runs";
import type { DeviceTest, TestResult, TestStage } from "#lib/runs/schema";
import { withOwnShift } from "./own-shift.ts";

/** How often the worker's answer is looked at. */
const lookMs = 200;

type Tested = DeviceTest & { result: TestResult };
type Show = (stages: readonly TestStage[]) => void;

/**
 * Tests a device where runs are carried out, so that nobody else talks with it meanwhile: in the
 * worker, where the test takes its turn, or in this process while no worker holds the lease.
 *
 * @throws Failure of the test itself, such as `not-found`; a device's own is in the result
 */
export async function testWhereRunsAre(
  ctx: Context,
  { deviceId, means }: { deviceId: string; means: Means },
  stages: Show,
): Promise<Tested> {
  const { signal } = new AbortController(); // Ctrl-C ends the process, and the session with it
  for (;;) {
    const owner = await livingOwner(ctx);
    const tested = owner
      ? await askWorker(ctx, { deviceId, owner }, stages)
      : await withOwnShift(ctx, means, () =>
          testDevice(ctx, { deviceId, means }, { signal, stages }),
        );
    if (tested) return tested;
  }
}

/** `null` when the worker that was asked is there no more. */
async function askWorker(
  ctx: Context,
  { deviceId, owner }: { deviceId: string; owner: string },
  stages: Show,
): Promise<Tested | null> {
  const { requestId } = await askDeviceTest(ctx, { deviceId });
  for (;;) {
    const answer = await readDeviceTest(ctx, { requestId });
    if (answer?.kind === "failure") {
      throw fail("unexpected", { detail: `${answer.failure.sentence} ${answer.failure.next}` });
    }
    if (answer) stages(answer.stages);
    if (answer?.result) return { stages: answer.stages, result: answer.result };
    if ((await livingOwner(ctx)) !== owner) return null;
    await pause(lookMs);
  }
}

async function livingOwner({ db, clock }: Context): Promise<string | null> {
  const worker = await seeWorker(db, clock.now());
  return worker?.alive ? worker.owner : null;
}
