import { collect, type Outcome, type Target, type Watch } from "#lib/collect";
import { type Failure, fail } from "#lib/failures";
import type { Device } from "#lib/inventory";
import { type LastGood, lastGood } from "#lib/versions";
import type { Work } from "../work/carry-out.ts";
import { CredentialBrake, type Turn } from "./brake.ts";
import { type Collected, contactOf, givenBy } from "./collected.ts";
import { openingLogins, targetWith } from "./contact.ts";
import { ResultWriter } from "./results.ts";
import { captureOnce } from "./sessions.ts";

/** As many devices are talked with at once in one run; the memory of a session is small. */
export const devicesAtOnceMax = 200;

/**
 * Collects the configurations of many devices, each at its own pace, and keeps what they gave.
 *
 * A device that hangs costs its own time-out and nothing else; one that another run is talking with
 * is not asked again.
 *
 * @returns what became of each device, in the order given
 * @throws the reason of the run's aborted signal, Failure `lease-lost`, `disk-full`
 */
export async function gatherDevices(work: Work, devices: readonly Device[]): Promise<Collected[]> {
  const ids = devices.map(({ id }) => id);
  const results = new ResultWriter(work);
  await results.list(ids);
  const last = await lastGood(work.ctx, ids);
  const loginOf = openingLogins(work.ctx, work.means);
  const gathering = { work, results, brake: new CredentialBrake(), last, loginOf };
  const collected: Promise<Collected>[] = [];
  const waiting = devices.values();
  const lane = async () => {
    for (const device of waiting) {
      work.signal.throwIfAborted();
      const session = new Promise<void>((over) => {
        collected.push(gatherOne(gathering, device, over));
      });
      await session; // what it gave is written while the next device is asked
    }
  };
  try {
    await Promise.all(Array.from({ length: devicesAtOnceMax }, lane));
    return await Promise.all(collected);
  } finally {
    results.close();
    await Promise.allSettled(collected);
  }
}

interface Gathering {
  work: Work;
  results: ResultWriter;
  brake: CredentialBrake;
  last: ReadonlyMap<string, LastGood>;
  loginOf: ReturnType<typeof openingLogins>;
}

async function gatherOne(
  gathering: Gathering,
  device: Device,
  over: () => void,
): Promise<Collected> {
  const { work, results } = gathering;
  try {
    const { captured, borrowed } = await captureOnce(device.id, work.signal, () =>
      capture(gathering, device, over),
    );
    if (borrowed) await results.borrow(captured);
    tell(work, captured);
    return captured;
  } finally {
    over();
  }
}

async function capture(
  { work, results, brake, last, loginOf }: Gathering,
  device: Device,
  over: () => void,
): Promise<Collected> {
  const { ctx } = work;
  const startedAt = ctx.clock.now();
  results.began(device.id, startedAt);
  const login = await loginOf(device.credential.id);
  const target = targetWith(login, work.means, { device, last: last.get(device.id) ?? null });
  const attempt = await contact(target, watchOf(work, brake.turn(device.credential)));
  over();
  const { outcome, recognised } = attempt;
  const endedAt = ctx.clock.now();
  const kept = await results.keep({
    contact: contactOf(device, attempt),
    capture: {
      deviceId: device.id,
      runId: work.claim.runId,
      platform: target.platform ?? recognised?.platform ?? null,
      startedAt,
      endedAt,
      transcript: attempt.transcript,
      given: givenBy(attempt),
    },
  });
  const failure = failureOf(device, outcome);
  return { device, state: kept.outcome, versionId: kept.versionId, failure, startedAt, endedAt };
}

/** Collects, and ends the turn with the credential whatever happens. */
async function contact(target: Target, { turn, ...watch }: Watch & { turn: Turn }) {
  try {
    return await collect(target, watch);
  } finally {
    turn.over();
  }
}

function watchOf({ signal, ledger }: Work, turn: Turn): Watch & { turn: Turn } {
  return {
    turn,
    signal,
    stage: () => ledger.moved({ entries: 0, bytes: 0 }),
    beforeSecret: () => turn.before(),
    answered: (accepted) => turn.answered(accepted),
  };
}

function failureOf(device: Device, outcome: Outcome): Failure | null {
  if (outcome.kind === "accepted") return null;
  if (outcome.kind === "failed") return outcome.failure;
  const doubts = outcome.doubts.map(({ says }) => says).join(" ");
  return fail("quarantined", { device: device.name, doubts });
}

/** Counts a device, and names it where it gave nothing that is believed. */
function tell({ ledger }: Work, { device, failure }: Collected): void {
  ledger.moved({ entries: 1, bytes: 0 });
  if (failure) ledger.warn(device.name, failure);
}
