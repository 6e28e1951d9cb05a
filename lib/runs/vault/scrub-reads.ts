import type { Transaction } from "#lib/db";
import { readSetting, type SettingValue, writeSetting } from "#lib/settings";

/** What checks read whole in a day. */
export type DayRead = SettingValue<"scrubReads">[number];

const dayMs = 86_400_000;
/** The longest time within which everything may have to be read. */
const daysMax = 365;
const dayOf = (at: string) => at.slice(0, "2026-01-31".length);

/** Adds what a check read whole to its day. Of the last 365 days each keeps one line. */
// check: no-audit: book-keeping in the transaction of the check that read it.
export async function noteRead(
  tx: Transaction,
  { at, bytes, damaged }: { at: Date; bytes: number; damaged: number },
): Promise<void> {
  if (bytes === 0) return;
  const since = at.getTime() - daysMax * dayMs;
  const known = (await readSetting(tx, "scrubReads")).filter(
    (read) => Date.parse(read.at) > since && Date.parse(read.at) <= at.getTime(),
  );
  const read: DayRead = { at: at.toISOString(), bytes, damaged };
  const today = known.at(-1);
  if (today && dayOf(today.at) === dayOf(read.at)) {
    known.pop();
    read.bytes += today.bytes;
  }
  await writeSetting(tx, "scrubReads", { value: [...known, read], at });
}

/**
 * The share of the vault that was read whole since then, by a check or, as every run does, right
 * after it was written. What stands longest unread is read first, so that nothing is read twice
 * before everything else was: the sum of what was read is the share until all of it is.
 *
 * @returns 0 to 1; `null`: the vault is empty
 */
export function coverage({
  reads,
  written,
  vaultBytes,
  since,
}: {
  reads: readonly DayRead[];
  written: readonly { at: Date; bytes: number }[];
  vaultBytes: number;
  since: Date;
}): number | null {
  if (vaultBytes <= 0) return null;
  const sinceMs = since.getTime();
  const read = reads.filter(({ at }) => Date.parse(at) >= sinceMs);
  const fresh = written.filter(({ at }) => at.getTime() >= sinceMs);
  const bytes = [...read, ...fresh].reduce((sum, each) => sum + each.bytes, 0);
  return Math.min(1, bytes / vaultBytes);
}
