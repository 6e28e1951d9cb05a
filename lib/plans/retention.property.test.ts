import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testSeed } from "../../test/seed.ts";
import { type Kept, keep, partialKept, type RetainedArchive } from "./retention.ts";
import type { Retention } from "./schema.ts";

/** Fault 26: retention over random histories, in zones with and without clock changes. */

const seed = testSeed();
const runs = { seed, numRuns: 400 };
const now = new Date("2026-11-01T00:00:00Z");
const hourMs = 3_600_000;

const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kolkata",
);

/** Archives of up to two years, dense and sparse, some not good, some dated in the future. */
const history = fc
  .array(
    fc.record({
      agoMs: fc.oneof(
        fc.integer({ min: -30 * 24, max: 2 * 365 * 24 }).map((hours) => hours * hourMs),
        fc.integer({ min: 0, max: 14 * 24 * hourMs }),
      ),
      good: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  .map((items) =>
    items.map(
      ({ agoMs, good }, index): RetainedArchive => ({
        id: `archive ${index}`,
        createdAt: new Date(now.getTime() - agoMs),
        good,
        pinned: false,
      }),
    ),
  );

const count = fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined });
const retention: fc.Arbitrary<Retention> = fc
  .record({
    keepLast: count,
    keepHourly: count,
    keepDaily: count,
    keepWeekly: count,
    keepMonthly: count,
    keepYearly: count,
    keepWithin: fc.option(fc.constantFrom("1h", "3d", "2m", "1y2m7d3h"), { nil: undefined }),
  })
  .filter((fields) => Object.values(fields).some((value) => value !== undefined && value !== 0));

const ids = (kept: readonly Kept[], stays: boolean) =>
  kept.filter(({ because }) => (because !== null) === stays).map(({ id }) => id);

/** Pins or unpins the one that a number picks. */
const setPin = (archives: RetainedArchive[], pick: number | undefined, pinned: boolean) =>
  archives.map((each, index) =>
    pick !== undefined && index === pick % archives.length ? { ...each, pinned } : each,
  );

const byTime = (a: RetainedArchive, b: RetainedArchive) => +b.createdAt - +a.createdAt;

describe("fault 26: over random histories, retention", () => {
  it("says of each archive whether it stays, once: kept and let go are all", () => {
    fc.assert(
      fc.property(history, retention, zone, (archives, rules, timeZone) => {
        const verdicts = keep(archives, rules, timeZone, now);
        expect(verdicts.map(({ id }) => id).sort()).toEqual(archives.map(({ id }) => id).sort());
        expect(verdicts.every(({ because }) => because === null || because.length > 0)).toBe(true);
      }),
      runs,
    );
  });

  it("is deterministic: neither the order given nor a second call changes anything", () => {
    fc.assert(
      fc.property(history, retention, zone, fc.integer(), (archives, rules, timeZone, turn) => {
        const first = keep(archives, rules, timeZone, now);
        const at = archives.length === 0 ? 0 : Math.abs(turn) % archives.length;
        const turned = [...archives.slice(at), ...archives.slice(0, at)].reverse();
        expect(keep(turned, rules, timeZone, now)).toEqual(first);
        expect(keep(archives, rules, timeZone, now)).toEqual(first);
      }),
      runs,
    );
  });

  it("never goes below one good archive: the newest stays", () => {
    fc.assert(
      fc.property(history, retention, zone, (archives, rules, timeZone) => {
        const good = archives.filter((a) => a.good && a.createdAt <= now).sort(byTime);
        const newest = good.filter((a) => +a.createdAt === +(good[0]?.createdAt ?? 0));
        const stays = new Set(ids(keep(archives, rules, timeZone, now), true));
        if (good.length > 0) expect(newest.some(({ id }) => stays.has(id))).toBe(true);
      }),
      runs,
    );
  });

  it("never lets one more go because a rule was added or raised", () => {
    fc.assert(
      fc.property(history, retention, retention, zone, (archives, rules, more, timeZone) => {
        const raised: Retention = { ...rules };
        for (const field of ["keepLast", "keepHourly", "keepDaily", "keepWeekly"] as const) {
          raised[field] = Math.max(rules[field] ?? 0, more[field] ?? 0);
        }
        raised.keepMonthly = Math.max(rules.keepMonthly ?? 0, more.keepMonthly ?? 0);
        raised.keepYearly = Math.max(rules.keepYearly ?? 0, more.keepYearly ?? 0);
        raised.keepWithin = rules.keepWithin ?? more.keepWithin;
        const before = ids(keep(archives, rules, timeZone, now), true);
        const after = new Set(ids(keep(archives, raised, timeZone, now), true));
        // The oldest stays only while a rule has room, so raising a number cannot take that away either.
        expect(before.filter((id) => !after.has(id))).toEqual([]);
      }),
      runs,
    );
  });

  it("lets nothing more go because time passes", () => {
    fc.assert(
      fc.property(history, retention, zone, fc.nat({ max: 5_000 }), (archives, rules, tz, days) => {
        const past = archives.filter(({ createdAt }) => createdAt <= now);
        const later = new Date(now.getTime() + days * 24 * hourMs);
        expect(keep(past, rules, tz, later)).toEqual(keep(past, rules, tz, now));
      }),
      runs,
    );
  });

  it("lets nothing more go when applied again to what it kept", () => {
    fc.assert(
      fc.property(history, retention, zone, (archives, rules, timeZone) => {
        const stays = new Set(ids(keep(archives, rules, timeZone, now), true));
        const left = archives.filter(({ id }) => stays.has(id));
        expect(ids(keep(left, rules, timeZone, now), false)).toEqual([]);
      }),
      runs,
    );
  });

  it("keeps every archive dated in the future, and judges the others as if it were not there", () => {
    fc.assert(
      fc.property(history, retention, zone, (archives, rules, timeZone) => {
        const past = archives.filter(({ createdAt }) => createdAt <= now);
        const verdicts = keep(archives, rules, timeZone, now);
        const pastIds = new Set(past.map(({ id }) => id));
        const future = verdicts.filter(({ id }) => !pastIds.has(id));
        expect(future.every(({ because }) => because?.[0] === "dated in the future")).toBe(true);
        expect(verdicts.filter(({ id }) => pastIds.has(id))).toEqual(
          keep(past, rules, timeZone, now),
        );
      }),
      runs,
    );
  });

  it("judges good archives as if the others were not there, and keeps the newest three of those", () => {
    fc.assert(
      fc.property(history, retention, zone, (archives, rules, timeZone) => {
        const past = archives.filter(({ createdAt }) => createdAt <= now);
        const good = past.filter((archive) => archive.good);
        const verdicts = keep(past, rules, timeZone, now);
        const goodIds = new Set(good.map(({ id }) => id));
        expect(verdicts.filter(({ id }) => goodIds.has(id))).toEqual(
          keep(good, rules, timeZone, now),
        );
        const partial = ids(verdicts, true).filter((id) => !goodIds.has(id));
        expect(partial).toHaveLength(Math.min(partialKept, past.length - good.length));
      }),
      runs,
    );
  });

  it("keeps what is pinned, and judges all others as if nothing were", () => {
    fc.assert(
      fc.property(
        history,
        retention,
        zone,
        fc.infiniteStream(fc.boolean()),
        (past, rules, tz, pin) => {
          const archives = past.map((each) => ({ ...each, pinned: pin.next().value }));
          const pinned = new Set(archives.filter((each) => each.pinned).map(({ id }) => id));
          const expected = keep(past, rules, tz, now).map(({ id, because }) =>
            pinned.has(id) ? { id, because: [...(because ?? []), "pinned"] } : { id, because },
          );
          expect(keep(archives, rules, tz, now)).toEqual(expected);
        },
      ),
      runs,
    );
  });

  it("over months of runs, pins and changed rules never loses a pinned archive nor the newest good one", () => {
    const step = fc.record({
      hours: fc.integer({ min: 1, max: 500 }),
      good: fc.boolean(),
      pin: fc.option(fc.nat(), { nil: undefined }),
      unpin: fc.option(fc.nat(), { nil: undefined }),
      rules: fc.option(retention, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), retention, zone, (steps, first, tz) => {
        let [left, rules, at] = [[] as RetainedArchive[], first, now.getTime()];
        for (const [index, { hours, good, pin, unpin, ...changed }] of steps.entries()) {
          at += hours * hourMs;
          rules = changed.rules ?? rules;
          const made = { id: `archive ${index}`, createdAt: new Date(at), good, pinned: false };
          left = setPin([...left, made], pin, true);
          left = setPin(left, unpin, false);
          const stays = new Set(ids(keep(left, rules, tz, new Date(at)), true));
          for (const each of left) if (each.pinned) expect(stays).toContain(each.id);
          const newest = left.findLast((each) => each.good);
          if (newest) expect(stays).toContain(newest.id);
          left = left.filter(({ id }) => stays.has(id));
        }
      }),
      runs,
    );
  });

  it("keeps at most as many by a rule as it says", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 40 }), zone, (archives, keepDaily, tz) => {
        const good = archives.filter((a) => a.good && a.createdAt <= now);
        const verdicts = keep(good, { keepDaily }, tz, now);
        expect(ids(verdicts, true).length).toBeLessThanOrEqual(keepDaily);
      }),
      runs,
    );
  });
});
