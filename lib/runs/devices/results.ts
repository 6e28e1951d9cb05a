import { and, eq, inArray, sql } from "drizzle-orm";
import { type Transaction, tables } from "#lib/db";
import { emit } from "#lib/events";
import { type Contact, noteContacts } from "#lib/inventory";
import { type CaptureFailure, type CaptureResult, type Kept, keepCaptures } from "#lib/versions";
import type { Work } from "../work/carry-out.ts";
import { fencedWrite, proveClaim } from "../work/fence.ts";
import { type Collected, reportOf } from "./collected.ts";

/** Results are written together: so many, or after so long. */
const batchMax = 100;
const batchMs = 400;
/** As many rows one statement inserts. */
const rowsMax = 500;

/** What one attempt gave, on its way into the database. */
export interface Result {
  capture: CaptureResult;
  contact: Contact;
}

/** Writes what a run learns of its devices in batches, each in one transaction, behind the fence. */
export class ResultWriter {
  readonly #work: Work;
  readonly #began = new Map<string, Date>();
  readonly #waiting: {
    result: Result;
    kept: (kept: Kept) => void;
    lost: (why: unknown) => void;
  }[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(work: Work) {
    this.#work = work;
  }

  /** Lists the devices of the run, all waiting. */
  async list(deviceIds: readonly string[]): Promise<void> {
    const { ctx, claim } = this.#work;
    const { runId } = claim;
    for (let at = 0; at < deviceIds.length; at += rowsMax) {
      const rows = deviceIds.slice(at, at + rowsMax).map((deviceId) => {
        return { runId, deviceId, state: "waiting" as const };
      });
      await fencedWrite(ctx, claim, (tx) => tx.insert(tables.runDevices).values(rows));
    }
  }

  /** A device's turn has come. */
  began(deviceId: string, at: Date): void {
    this.#began.set(deviceId, at);
    this.#soon();
  }

  /** Keeps what an attempt gave; resolves once it is written. @throws Failure `lease-lost`, `disk-full` */
  keep(result: Result): Promise<Kept> {
    return new Promise((kept, lost) => {
      this.#waiting.push({ result, kept, lost });
      if (this.#waiting.length >= batchMax) this.flush();
      else this.#soon();
    });
  }

  /** A device's result that another run has written. */
  async borrow(collected: Collected): Promise<void> {
    const { ctx, claim } = this.#work;
    const { device, state, versionId, startedAt, endedAt } = collected;
    const failure = collected.failure && reportOf(collected.failure);
    const row = { deviceId: device.id, state, versionId, failure, startedAt, endedAt };
    await fencedWrite(ctx, claim, (tx) => this.#settle(tx, [row]));
  }

  /** Writes what has gathered; one batch at a time. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), batchMs);
  }

  /** Never rejects: whoever waits for a result hears what kept it from being written. */
  async #write(): Promise<void> {
    const batch = this.#waiting.splice(0, batchMax);
    const began = new Map(this.#began);
    this.#began.clear();
    try {
      if (batch.length === 0) {
        const { ctx, claim } = this.#work;
        await fencedWrite(ctx, claim, (tx) => this.#begin(tx, began));
        return;
      }
      const kept = await this.#writeBatch(
        batch.map(({ result }) => result),
        began,
      );
      for (const [index, each] of kept.entries()) batch[index]?.kept(each);
    } catch (error) {
      for (const { lost } of batch) lost(error);
    }
    if (this.#waiting.length > 0) this.#soon();
  }

  async #writeBatch(results: readonly Result[], began: ReadonlyMap<string, Date>): Promise<Kept[]> {
    const { ctx, claim } = this.#work;
    await noteContacts(
      ctx,
      results.map(({ contact }) => contact),
    );
    const captures = results.map(({ capture }) => capture);
    return keepCaptures(ctx, captures, async (tx, kept) => {
      await proveClaim(tx, claim);
      await this.#begin(tx, began);
      await this.#settle(tx, ended(captures, kept));
      await this.#tell(tx);
    });
  }

  /** The run's page reads its devices anew. */
  async #tell(tx: Transaction): Promise<void> {
    const { ctx, claim } = this.#work;
    const { runId, planId, number } = claim;
    const at = ctx.clock.now();
    await emit(tx, { at, kind: "run.changed", subjectId: runId, data: { planId, number } });
  }

  async #begin(tx: Transaction, began: ReadonlyMap<string, Date>): Promise<void> {
    const startedAt = [...began.values()][0];
    if (!startedAt) return;
    const { runDevices } = tables;
    const of = and(
      eq(runDevices.runId, this.#work.claim.runId),
      eq(runDevices.state, "waiting"),
      inArray(runDevices.deviceId, [...began.keys()]),
    );
    await tx.update(runDevices).set({ state: "collecting", startedAt }).where(of);
  }

  async #settle(tx: Transaction, rows: readonly Ended[]): Promise<void> {
    const { runDevices } = tables;
    const { runId } = this.#work.claim;
    const set = {
      state: sql`excluded.state`,
      versionId: sql`excluded.version_id`,
      failure: sql`excluded.failure`,
      startedAt: sql`excluded.started_at`,
      endedAt: sql`excluded.ended_at`,
    };
    await tx
      .insert(runDevices)
      .values(rows.map((row) => ({ runId, ...row })))
      .onConflictDoUpdate({ target: [runDevices.runId, runDevices.deviceId], set });
  }
}

/** How a device's part of a run ended. */
type Ended = Pick<Collected, "state" | "versionId" | "startedAt" | "endedAt"> & {
  deviceId: string;
  failure: CaptureFailure | null;
};

function ended(captures: readonly CaptureResult[], kept: readonly Kept[]): Ended[] {
  return kept.flatMap(({ deviceId, outcome: state, versionId }, index) => {
    const capture = captures[index];
    if (!capture) return [];
    const { startedAt, endedAt, given } = capture;
    const failure = given.kind === "failed" ? given.failure : null;
    return [{ deviceId, state, versionId, failure, startedAt, endedAt }];
  });
}
