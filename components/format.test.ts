import { describe, expect, it } from "vitest";
import {
  dayKey,
  formatAbsolute,
  formatMoment,
  formatPercent,
  formatRelative,
  formatRemaining,
  formatSoon,
  zoneLabel,
} from "./format.ts";

const berlin = "Europe/Berlin";
const now = new Date("2026-11-17T13:32:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe("spans", () => {
  it("still to come are told no finer than they are known", () => {
    const spans = [900, 17 * second, 55 * second, 100 * second];
    expect(spans.map(formatRemaining)).toEqual(["a few seconds", "20 s", "1 min", "2 min"]);
  });
});

describe("times", () => {
  it("are relative for 7 days, then a date, with its year where it is another", () => {
    const moments = [ago(3 * hour), ago(6.9 * day), ago(9 * day), ago(400 * day)];
    expect(moments.map((at) => formatRelative(at, now, berlin))).toEqual([
      "3 h ago",
      "6 d ago",
      "8 Nov",
      "13 Oct 2025",
    ]);
    expect(formatRelative(ago(-8 * minute), now, berlin)).toBe("in 8 min");
  });

  it("name the day only where it is not today", () => {
    expect(formatMoment(ago(hour), now, berlin)).toBe("13:32");
    expect(formatMoment(ago(day), now, berlin)).toBe("16 Nov 14:32");
    expect(formatSoon(ago(-12 * hour), now, berlin)).toBe("02:32");
  });

  it("say the zone with its distance at that moment, over a clock change", () => {
    const summer = new Date("2026-07-01T00:00:00Z");
    expect(zoneLabel(berlin, now)).toBe("Berlin, UTC+1");
    expect(zoneLabel(berlin, summer)).toBe("Berlin, UTC+2");
    expect(zoneLabel("Asia/Kolkata", now)).toBe("Kolkata, UTC+5:30");
    expect(zoneLabel("America/New_York", now)).toBe("New York, UTC−5");
    expect(zoneLabel("UTC", now)).toBe("UTC");
    expect(formatAbsolute(now, berlin)).toBe("17 Nov 2026, 14:32:00, Berlin, UTC+1");
  });

  it("belong to the day of their zone", () => {
    const late = new Date("2026-11-17T23:30:00Z");
    expect([dayKey(late, "UTC"), dayKey(late, berlin)]).toEqual(["2026-11-17", "2026-11-18"]);
  });
});

describe("shares", () => {
  it("are never rounded up to all", () => {
    expect([0.863, 0.999, 1].map(formatPercent)).toEqual(["86 %", "99 %", "100 %"]);
  });
});
