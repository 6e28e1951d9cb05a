import type { ConfigVersion } from "#lib/versions/schema";

/** How long one version was what the device said, as a part of a ribbon. */
export interface Span {
  number: number;
  state: ConfigVersion["state"];
  from: Date;
  /** `null`: it still is. */
  until: Date | null;
  days: number;
}

const dayMs = 86_400_000;

type Spanned = Pick<ConfigVersion, "number" | "state" | "firstSeenAt" | "lastSeenAt">;

/**
 * When each version was valid, oldest first: until the next one that was believed began. One that is
 * quarantined was never valid; it stands where it was seen.
 */
export function spansOf(versions: readonly Spanned[], now: Date): Span[] {
  const oldestFirst = [...versions].sort((a, b) => a.number - b.number);
  return oldestFirst.map((version, index) => {
    const { number, state, firstSeenAt: from } = version;
    const next = oldestFirst.slice(index + 1).find((each) => each.state !== "quarantined");
    const until = untilOf(version, next ?? null);
    const ms = (until ?? now).getTime() - from.getTime();
    return { number, state, from, until, days: Math.max(0, ms / dayMs) };
  });
}

function untilOf(version: Spanned, next: Spanned | null): Date | null {
  if (version.state === "active") return null;
  if (version.state === "quarantined" || !next) return version.lastSeenAt;
  return next.firstSeenAt;
}

/** Some versions of a device by their numbers, the newest first as in every list of them. */
export function versionsWords({ from, to }: { from: number; to: number }): string {
  return from === to ? `Version ${to}` : `Versions ${to} to ${from}`;
}

/** The version before and the one after in the order of their numbers; `null`: there is none. */
export function neighboursOf(
  number: number,
  newest: number,
): { older: number | null; newer: number | null } {
  return { older: number > 1 ? number - 1 : null, newer: number < newest ? number + 1 : null };
}
