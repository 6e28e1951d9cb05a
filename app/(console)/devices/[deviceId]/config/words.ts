import type { Blame, BlamedVersion } from "#lib/versions/schema";
import { pairAddress } from "../../../configs/compare/list-state.ts";
import { deviceAddress } from "../list-state.ts";

/** Where the lines of one run come from. All lines of a run share one of these. */
export interface Origin {
  /** Number of the first line of the run. */
  from: number;
  /** As it stands beside that line, and as it is said. */
  word: string;
  says: string;
  /** When the version came; `null`: it is not known, or nobody changed the lines. */
  at: Date | null;
  /** Where the version is read. */
  href: string | null;
  /** Where it is held against the one before; `null`: there is none. */
  changes: { href: string; before: number } | null;
  /** How new it is among those that brought lines: 0 the oldest, 1 the newest. */
  newness: number;
}

/** By line of the text, in order. */
export function originsOf(blame: Blame, deviceId: string): Origin[] {
  const versions = new Map(blame.versions.map((each, index) => [each.number, { each, index }]));
  const oldest = Math.max(1, blame.versions.length - 1);
  return blame.runs.flatMap(({ from, lines, by }) => {
    const found = typeof by === "number" ? versions.get(by) : undefined;
    const origin = found
      ? { from, ...ofVersion(found.each, deviceId), newness: 1 - found.index / oldest }
      : { from, ...ofNone(blame, by === "aside", deviceId) };
    return Array.from({ length: lines }, () => origin);
  });
}

function ofVersion({ id, number, firstSeenAt, before }: BlamedVersion, deviceId: string) {
  return {
    word: `v${number}`,
    says: `Version ${number}`,
    at: firstSeenAt,
    href: deviceAddress(deviceId, { version: number, view: "blame" }),
    changes: before ? { href: pairAddress({ a: before.id, b: id }), before: before.number } : null,
  };
}

function ofNone({ ended }: Blame, isAside: boolean, deviceId: string) {
  const unknown = { at: null, changes: null, newness: 0 };
  if (isAside || !ended) {
    return { ...unknown, word: "set aside", says: "Set aside: nobody changed this", href: null };
  }
  return {
    ...unknown,
    word: `v${ended.at} or older`,
    says: `Version ${ended.at} or older`,
    href: deviceAddress(deviceId, { version: ended.at, view: "blame" }),
  };
}
