import { describe, expect, it } from "vitest";
import { keep, type RetainedArchive } from "./retention.ts";
import { Retention } from "./schema.ts";

const berlin = "Europe/Berlin";
const now = new Date("2026-03-10T12:00:00Z");

/** An archive named for when it was made. */
function made(at: string, good = true, pinned = false): RetainedArchive {
  return { id: at, createdAt: new Date(at), good, pinned };
}

/** One archive a day at 02:00 UTC, the last of them on `last`. */
function daily(last: string, count: number): RetainedArchive[] {
  return Array.from({ length: count }, (_, ago) => {
    const at = new Date(Date.parse(`${last}T02:00:00Z`) - ago * 86_400_000);
    return made(at.toISOString().slice(0, 16).concat("Z"));
  });
}

/** What stays, newest first, as `2026-03-10 (daily 1, last 1)`. */
function kept(archives: RetainedArchive[], retention: Retention, zone = berlin): string[] {
  return keep(archives, Retention.parse(retention), zone, now).flatMap(({ id, because }) =>
    because ? [`${id.slice(0, 10)} (${because.join(", ")})`] : [],
  );
}

describe("retention", () => {
  it("keeps the newest of each day, and says which rule kept it", () => {
    expect(kept(daily("2026-03-10", 10), { keepDaily: 2 })).toEqual([
      "2026-03-10 (daily 1)",
      "2026-03-09 (daily 2)",
    ]);
  });

  it("keeps what is pinned beside what the rules keep", () => {
    const archives = [
      ...daily("2026-03-10", 10),
      made("2026-01-05T02:00Z", true, true),
      made("2025-07-01T02:00Z", false, true),
    ];
    expect(kept(archives, { keepDaily: 1, keepLast: 1 })).toEqual([
      "2026-03-10 (last 1, daily 1)",
      "2026-01-05 (pinned)",
      "2025-07-01 (partial, pinned)",
    ]);
  });

  it("keeps what is flagged, however much, and takes the places of incomplete ones from none", () => {
    const flagged = daily("2026-03-10", 5).map((each) => ({ ...each, good: false, flagged: true }));
    const partial = daily("2026-03-05", 4).map((each) => ({ ...each, good: false }));
    const archives = [...flagged, ...partial, made("2026-01-05T02:00Z")];
    expect(kept(archives, { keepLast: 1 })).toEqual([
      ...[10, 9, 8, 7, 6].map((day) => `2026-03-${String(day).padStart(2, "0")} (flagged)`),
      ...[5, 4, 3].map((day) => `2026-03-0${day} (partial)`),
      "2026-01-05 (last 1)",
    ]);
  });

  it("keeps everything when no rule is given", () => {
    expect(kept(daily("2026-03-10", 10), {})).toHaveLength(10);
    expect(kept(daily("2026-03-10", 1), {})).toEqual(["2026-03-10 (everything kept)"]);
  });

  it("adds rules up, and gives every reason", () => {
    expect(kept(daily("2026-03-10", 40), { keepLast: 2, keepDaily: 3, keepMonthly: 2 })).toEqual([
      "2026-03-10 (last 1, daily 1, monthly 1)",
      "2026-03-09 (last 2, daily 2)",
      "2026-03-08 (daily 3)",
      "2026-02-28 (monthly 2)",
    ]);
  });

  it("does not count a period without an archive", () => {
    const archives = [
      made("2026-03-10T02:00Z"),
      made("2026-02-01T02:00Z"),
      made("2025-12-24T02:00Z"),
    ];
    expect(kept(archives, { keepDaily: 2 })).toEqual([
      "2026-03-10 (daily 1)",
      "2026-02-01 (daily 2)",
    ]);
  });

  it("counts periods from the newest good archive, not from now: a plan that stopped loses nothing", () => {
    const stopped = daily("2024-01-10", 3);
    expect(kept(stopped, { keepDaily: 3, keepWithin: "1d" })).toEqual([
      "2024-01-10 (daily 1, within 1d)",
      "2024-01-09 (daily 2, within 1d)",
      "2024-01-08 (daily 3)",
    ]);
  });

  it("keeps the oldest too while a rule has room", () => {
    const hourly = ["03:00", "02:00", "01:00"].map((time) => made(`2026-03-10T${time}Z`));
    const reasons = (retention: Retention) =>
      keep(hourly, retention, berlin, now).map(({ because }) => because?.join(", ") ?? null);
    expect(reasons({ keepDaily: 7 })).toEqual(["daily 1", null, "oldest daily"]);
    expect(reasons({ keepDaily: 1 })).toEqual(["daily 1", null, null]);
  });

  it.each([{ keepLast: 1 }, { keepHourly: 1 }, { keepYearly: 1 }, { keepWithin: "1h" }])(
    "keeps the newest good archive whatever the rule: %j",
    (retention) => {
      const archives = [made("2026-03-10T02:00Z", false), ...daily("2024-03-09", 3)];
      expect(kept(archives, retention).map((line) => line.slice(0, 10))).toEqual([
        "2026-03-10",
        "2024-03-09",
      ]);
    },
  );

  it("lets nothing go for a retention of zeros, which no plan can be saved with", () => {
    expect(kept(daily("2026-03-10", 3), { keepLast: 0, keepWithin: "0d" })).toHaveLength(3);
  });
});

describe("archives that are not good", () => {
  const bad = daily("2026-03-10", 5).map((archive) => ({ ...archive, good: false }));

  it("count for no rule; the newest three stay beside the good ones", () => {
    expect(kept([...bad, ...daily("2026-03-04", 4)], { keepLast: 2 })).toEqual([
      "2026-03-10 (partial)",
      "2026-03-09 (partial)",
      "2026-03-08 (partial)",
      "2026-03-04 (last 1)",
      "2026-03-03 (last 2)",
    ]);
  });

  it("let no good one go, however many they are", () => {
    expect(kept([...bad, made("2020-01-01T02:00Z")], { keepLast: 1 })).toContain(
      "2020-01-01 (last 1)",
    );
  });
});

describe("fault 23: archives dated in the future", () => {
  it("are left out of the rules and stay, and push nothing out", () => {
    const future = [made("2027-01-01T02:00Z"), made("2026-12-31T02:00Z", false)];
    const present = daily("2026-03-10", 4);
    expect(kept([...future, ...present], { keepLast: 2, keepWithin: "1d" })).toEqual([
      "2027-01-01 (dated in the future)",
      "2026-12-31 (dated in the future)",
      "2026-03-10 (last 1, within 1d)",
      "2026-03-09 (last 2, within 1d)",
    ]);
  });

  it("become ordinary once their time has come", () => {
    const archives = [made("2026-04-01T02:00Z"), ...daily("2026-03-10", 2)];
    const later = keep(archives, { keepLast: 1 }, berlin, new Date("2026-04-02T00:00:00Z"));
    expect(later.map(({ because }) => because)).toEqual([["last 1"], null, null]);
  });

  it("are no reason to let others go when the clock was set back", () => {
    const before = new Date("2026-03-01T00:00:00Z"); // every archive is from the future
    const all = keep(daily("2026-03-10", 4), { keepLast: 1 }, berlin, before);
    expect(all.every(({ because }) => because?.[0] === "dated in the future")).toBe(true);
  });
});

describe("periods lie in the plan's own zone", () => {
  it("a day ends at the plan's midnight", () => {
    const archives = [
      made("2026-01-10T23:30Z"),
      made("2026-01-10T22:30Z"),
      made("2026-01-09T12:00Z"),
    ];
    const days = (zone: string) =>
      keep(archives, { keepDaily: 2 }, zone, now).map(({ because }) => because !== null);
    expect(days("UTC")).toEqual([true, false, true]);
    expect(days(berlin)).toEqual([true, true, false]); // 00:30 on the 11th, 23:30 on the 10th
  });

  it("weeks are ISO weeks from Monday, also around New Year", () => {
    const archives = [
      made("2021-01-04T12:00Z"), // Monday of week 1
      made("2021-01-03T12:00Z"), // Sunday of week 53
      made("2020-12-28T12:00Z"), // Monday of week 53
      made("2020-12-27T12:00Z"), // Sunday of week 52
    ];
    expect(kept(archives, { keepWeekly: 3 }, "UTC")).toEqual([
      "2021-01-04 (weekly 1)",
      "2021-01-03 (weekly 2)",
      "2020-12-27 (weekly 3)",
    ]);
  });

  it("months and years are those of the wall", () => {
    const archives = [
      made("2025-12-31T23:30Z"),
      made("2025-12-31T22:30Z"),
      made("2025-11-30T12:00Z"),
    ];
    expect(kept(archives, { keepYearly: 2 })).toEqual([
      "2025-12-31 (yearly 1)", // 00:30 on 1 January 2026 in Berlin
      "2025-12-31 (yearly 2)",
    ]);
    expect(kept(archives, { keepMonthly: 3 })).toHaveLength(3);
  });

  it("a doubled hour is two hours", () => {
    const archives = [
      made("2025-10-26T01:30Z"),
      made("2025-10-26T00:30Z"),
      made("2025-10-25T23:30Z"),
    ];
    expect(kept(archives, { keepHourly: 2 })).toHaveLength(2);
    expect(kept(archives, { keepHourly: 3 })).toEqual([
      "2025-10-26 (hourly 1)", // 02:30, the second
      "2025-10-26 (hourly 2)", // 02:30, the first
      "2025-10-25 (hourly 3)",
    ]);
  });
});

describe("keepWithin", () => {
  it("counts years, months, days and hours back from the newest good archive", () => {
    const newest = made("2026-03-10T02:00Z");
    const reaches = (span: string, at: string) =>
      kept([newest, made(at)], { keepWithin: span }, "UTC").length === 2;
    expect(reaches("3h", "2026-03-09T23:00Z")).toBe(true);
    expect(reaches("3h", "2026-03-09T22:59Z")).toBe(false);
    expect(reaches("1y2m7d3h", "2025-01-02T23:00Z")).toBe(true);
    expect(reaches("1y2m7d3h", "2025-01-02T22:59Z")).toBe(false);
  });

  it("takes the last day of a month that is too short", () => {
    const archives = [
      made("2026-03-31T12:00Z"),
      made("2026-02-28T12:00Z"),
      made("2026-02-28T11:59Z"),
    ];
    const later = new Date("2026-04-01T00:00:00Z");
    const because = keep(archives, { keepWithin: "1m" }, "UTC", later).map((k) => k.because);
    expect(because).toEqual([["within 1m"], ["within 1m"], null]);
  });

  it("keeps a day's wall time over a clock change", () => {
    const archives = [
      made("2026-03-29T10:00Z"),
      made("2026-03-28T11:00Z"),
      made("2026-03-28T10:59Z"),
    ];
    const later = new Date("2026-04-01T00:00:00Z"); // 12:00 in Berlin on both days, 23 hours apart
    const because = keep(archives, { keepWithin: "1d" }, berlin, later).map((k) => k.because);
    expect(because).toEqual([["within 1d"], ["within 1d"], null]);
  });
});
