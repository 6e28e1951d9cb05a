import { describe, expect, it } from "vitest";
import { dueDigest, dueReport } from "./due.ts";

const timeZone = "Europe/Berlin";
const weekly = { every: "week", at: "08:00", weekday: 1, channels: "all" } as const;
const daily = { ...weekly, every: "day" } as const;

function spanText(span: { from: Date; until: Date } | null): string {
  return span ? `${span.from.toISOString()} ${span.until.toISOString()}` : "none";
}

describe("a digest", () => {
  const at = (
    now: string,
    sent: string | null = null,
    digest: typeof daily | typeof weekly = daily,
  ) =>
    spanText(
      dueDigest(digest, { timeZone, now: new Date(now), sentUntil: sent ? new Date(sent) : null }),
    );

  it("is due at its time on the wall, once", () => {
    const before = "2026-03-09T07:00:00.000Z";
    expect(at("2026-03-10T06:59:59Z", before)).toBe("none");
    expect(at("2026-03-10T07:00:00Z", before)).toBe(`${before} 2026-03-10T07:00:00.000Z`);
    expect(at("2026-03-10T07:00:01Z", "2026-03-10T07:00:00.000Z")).toBe("none");
  });

  it("covers 23 hours where the clocks went ahead, and what was missed is not sent late", () => {
    expect(at("2026-03-29T06:00:00Z", "2026-03-20T07:00:00.000Z")).toBe(
      "2026-03-28T07:00:00.000Z 2026-03-29T06:00:00.000Z",
    );
  });

  it("of a week is due on its day", () => {
    expect(at("2026-03-15T12:00:00Z", "2026-03-09T07:00:00.000Z", weekly)).toBe("none");
    expect(at("2026-03-16T08:00:00Z", "2026-03-09T07:00:00.000Z", weekly)).toBe(
      "2026-03-09T07:00:00.000Z 2026-03-16T07:00:00.000Z",
    );
  });

  it("is never due when nobody wants one", () => {
    const never = { ...weekly, every: "never" } as const;
    expect(dueDigest(never, { timeZone, now: new Date(), sentUntil: null })).toBeNull();
  });
});

describe("the report of a month", () => {
  const at = (now: string, sent: string) =>
    spanText(dueReport({ timeZone, now: new Date(now), sentUntil: new Date(sent) }));

  it("is due when its month has ended by the calendar of the console, once", () => {
    expect(at("2026-03-31T21:59:59Z", "2026-03-05T00:00:00Z")).toBe("none");
    expect(at("2026-03-31T22:00:00Z", "2026-03-05T00:00:00Z")).toBe(
      "2026-02-28T23:00:00.000Z 2026-03-31T22:00:00.000Z",
    );
    expect(at("2026-04-01T09:00:00Z", "2026-03-31T22:00:00.000Z")).toBe("none");
  });
});
