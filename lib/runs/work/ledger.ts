import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { newId, tables } from "#lib/db";
import { emit } from "#lib/events";
import { type CauseName, type Failure, fail } from "#lib/failures";
import type { RunProgress, StepCounts, StepKind, StepState } from "../schema.ts";
import type { Claim } from "./claim.ts";
import { Estimate } from "./estimate.ts";
import { fencedWrite } from "./fence.ts";

/** Numbers reach the database and the pages this often. */
const flushMs = 500;
/** As many warnings of one run are listed; all are counted. */
export const warningsListedMax = 1_000;

/** A step that is under way. */
export interface OpenStep {
  id: string;
  kind: StepKind;
  name: string;
  counts: StepCounts;
}

type NewMessage = Omit<typeof tables.runMessages.$inferInsert, "id" | "runId">;

/** What a run writes about itself while it goes on: steps, numbers, messages, all behind the fence. */
export class Ledger {
  readonly estimate: Estimate;
  warnings = 0;
  /** The warnings that are listed, as they stand in the archive. */
  readonly listed: { cause: string; subject: string; sentence: string }[] = [];
  /** Monotonic time at which work last moved. */
  movedMs = performance.now();
  /** The step under way; `null` between two. */
  step: OpenStep | null = null;

  readonly #ctx: Context;
  readonly #claim: Claim;
  readonly #planName: string;
  #messages: NewMessage[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #dirty = false;

  constructor(ctx: Context, claim: Claim, plan: { name: string; usual: Map<string, number> }) {
    this.#ctx = ctx;
    this.#claim = claim;
    this.#planName = plan.name;
    this.estimate = new Estimate(plan.usual);
  }

  /** Writes numbers twice a second until `close`; `onLost` hears that the run was taken over. */
  open(onLost: (failure: unknown) => void): void {
    this.#timer = setInterval(() => {
      if (this.#dirty || this.#messages.length > 0) this.flush().catch(onLost);
    }, flushMs);
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /** Adds the steps of the run, all waiting. */
  async plan(
    steps: readonly { kind: StepKind; name: string; sourceId: string | null }[],
  ): Promise<OpenStep[]> {
    const counts = { entries: 0, bytes: 0, warnings: 0 };
    const rows = steps.map((step, position) => ({
      ...step,
      id: newId(),
      runId: this.#claim.runId,
      position,
      state: "waiting" as const,
      counts,
    }));
    await fencedWrite(this.#ctx, this.#claim, (tx) => tx.insert(tables.runSteps).values(rows));
    return rows.map(({ id, kind, name }) => ({ id, kind, name, counts: { ...counts } }));
  }

  async begin(step: OpenStep): Promise<void> {
    this.step = step;
    this.moved({ entries: 0, bytes: 0 });
    this.estimate.begin(step);
    const startedAt = this.#ctx.clock.now();
    await this.#change(step, { state: "running", startedAt });
  }

  /** Ends a step; `error` says why it gave nothing, `message` what there is to know. */
  async end(
    step: OpenStep,
    state: Extract<StepState, "succeeded" | "warnings" | "failed" | "skipped">,
    said: { message?: string; error?: Failure } = {},
  ): Promise<void> {
    await this.flush();
    this.estimate.end(step);
    const endedAt = this.#ctx.clock.now();
    if (said.error) this.#write("error", step.name, said.error.message, said.error.causeName);
    else if (said.message) this.#write("info", step.name, said.message, null);
    await this.flush();
    const error = said.error?.report() ?? null;
    await this.#change(step, { state, endedAt, message: said.message ?? null, error });
    this.step = null;
  }

  /** Work moved: entries and bytes that were read, kept or read back since the last call. */
  moved(more: { entries: number; bytes: number }): void {
    this.movedMs = performance.now();
    this.estimate.moved(more);
    if (this.step) {
      this.step.counts.entries += more.entries;
      this.step.counts.bytes += more.bytes;
    }
    this.#dirty = true;
  }

  /** A warning about one thing; the run goes on. */
  warn(subject: string, warning: Failure): void {
    this.warnings += 1;
    if (this.step) this.step.counts.warnings += 1;
    this.#dirty = true;
    if (this.warnings > warningsListedMax) return;
    this.#write("warning", subject, warning.message, warning.causeName);
    this.listed.push({ cause: warning.causeName, subject, sentence: warning.message });
  }

  /** A line of the run's log that is neither warning nor error. */
  say(subject: string, sentence: string): void {
    this.#write("info", subject, sentence, null);
  }

  /** Says how many warnings were counted but not listed. */
  sayWhatWasCut(): void {
    const count = this.warnings - warningsListedMax;
    if (count <= 0) return;
    const cut = fail("warnings-cut", { count });
    this.#write("warning", "warnings", cut.message, cut.causeName);
  }

  /** Writes what has gathered; one at a time. @throws Failure `lease-lost`, `disk-full` */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.catch(() => {}).then(() => this.#flushNow());
    return this.#flushing;
  }

  async #flushNow(): Promise<void> {
    const messages = this.#messages;
    this.#messages = [];
    this.#dirty = false;
    const step = this.step;
    const progress: RunProgress = { step: step?.name ?? "", ...this.estimate.read() };
    const { runId, planId, number } = this.#claim;
    await fencedWrite(this.#ctx, this.#claim, async (tx) => {
      const at = this.#ctx.clock.now();
      if (messages.length > 0) {
        await tx.insert(tables.runMessages).values(messages.map((each) => ({ ...each, runId })));
      }
      const numbers = { progress, movedAt: at, warningCount: this.warnings };
      await tx.update(tables.runs).set(numbers).where(eq(tables.runs.id, runId));
      if (step) {
        const counts = { ...step.counts };
        await tx.update(tables.runSteps).set({ counts }).where(eq(tables.runSteps.id, step.id));
      }
      const data = { planId, number, planName: this.#planName, ...progress };
      await emit(tx, { at, kind: "run.progress", subjectId: runId, data });
    });
  }

  async #change(
    step: OpenStep,
    values: Partial<typeof tables.runSteps.$inferInsert>,
  ): Promise<void> {
    const { runId, planId, number } = this.#claim;
    await fencedWrite(this.#ctx, this.#claim, async (tx) => {
      await tx.update(tables.runSteps).set(values).where(eq(tables.runSteps.id, step.id));
      const at = this.#ctx.clock.now();
      await emit(tx, { at, kind: "run.changed", subjectId: runId, data: { planId, number } });
    });
  }

  #write(
    level: NewMessage["level"],
    subject: string,
    sentence: string,
    cause: CauseName | null,
  ): void {
    this.#messages.push({ at: this.#ctx.clock.now(), level, subject, sentence, cause });
  }
}
