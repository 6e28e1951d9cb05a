import { audit } from "#lib/access";
import type { Transaction } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import type { NewArchive } from "../work/archive-step.ts";
import type { Work } from "../work/carry-out.ts";
import type { LookBack } from "./look-back.ts";
import { flagSentence, type StoredFlag } from "./read.ts";

/** What stands on the archive; `null`: it is like those before it. */
export function storedFlag({ findings, against }: LookBack): StoredFlag | null {
  return findings.length > 0 && against ? { findings, against: against.number } : null;
}

/** Records in the caller's transaction that an archive was flagged, and by that the brake. */
export async function recordFlag(
  tx: Transaction,
  { ctx, claim, plan }: Work,
  archive: NewArchive,
  flag: StoredFlag,
): Promise<void> {
  const subject = { kind: "archive", id: archive.id, name: `${plan.name}, run ${claim.number}` };
  const after = { found: flagSentence(flag.findings), against: flag.against };
  await audit(tx, ctx, { action: "archive:flag", subject, after });
  const data = { number: claim.number, on: true };
  await emit(tx, { at: ctx.clock.now(), kind: "brake.changed", subjectId: plan.id, data });
}

/** Says in the run why its archive was flagged. */
export function sayFlag(work: Work, { findings, against }: LookBack): void {
  if (findings.length === 0 || !against) return;
  const facts = { found: flagSentence(findings), against: against.number };
  work.ledger.warn("Archive", fail("archive-unlike", facts));
}
