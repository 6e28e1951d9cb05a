import type { Context } from "#lib/context";
import { isFailure } from "#lib/failures";
import { findPlatform, type Platform } from "#lib/platforms";
import { stepsMax } from "./compare/budget.ts";
import { countChanges } from "./compare/count.ts";
import type { Version } from "./known.ts";
import type { VersionChange } from "./schema.ts";
import { loadText } from "./texts.ts";
import { countInThread } from "./threads.ts";

/** Two texts of this size together are counted at once; larger ones take a thread. */
const charsAtOnceMax = 2_000_000;
/** About a fiftieth of a second of the loop; versions of one device need less. */
const stepsAtOnceMax = stepsMax / 50;

/**
 * How many lines a text that begins a version has and lacks against the version before it. Nothing
 * that goes wrong here keeps a text from being kept: it is then a version whose change is not counted.
 *
 * @returns `null`: there is no version before it
 */
export async function changeSince(
  db: Context["db"],
  before: Version | null,
  after: { platform: Platform; text: string },
): Promise<VersionChange | null> {
  if (!before) return null;
  try {
    const text = await loadText(db, before.sha256);
    const a = { platform: findPlatform(before.platform) ?? after.platform, text };
    return { from: before.id, ...(await count(a, after)) };
  } catch (error) {
    if (!isFailure(error, "text-damaged") && !isFailure(error, "text-work-ended")) throw error;
    return notCounted(before);
  }
}

/** What stands there of a version whose lines cannot be held against those before. */
export function notCounted(before: Pick<Version, "id">): VersionChange {
  return { from: before.id, added: null, removed: null };
}

interface Read {
  platform: Platform;
  text: string;
}

async function count(a: Read, b: Read) {
  const isSmall = a.text.length + b.text.length <= charsAtOnceMax;
  const counts = isSmall ? countChanges({ a, b }, stepsAtOnceMax) : null;
  if (counts) return counts;
  const sent = ({ platform, text }: Read) => ({ platform: platform.id, text });
  const found = await countInThread({ a: sent(a), b: sent(b) });
  return found ?? { added: null, removed: null };
}
