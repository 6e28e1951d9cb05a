import { describe, expect, it } from "vitest";
import { type Circumstances, decide, type Telling } from "./decide.ts";
import { kindsOfAlarm } from "./kinds.ts";
import { type AlarmRules, alarmKinds } from "./schema.ts";

const hourMs = 3_600_000;
const now = new Date("2026-03-10T12:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * hourMs);
const rules = Object.fromEntries(
  alarmKinds.map((kind) => [kind, kindsOfAlarm[kind].rule]),
) as AlarmRules;

const mail = { id: "mail", refuses: false };
const pager = { id: "pager", refuses: true };

function told(alarm: Partial<Telling>, circumstances: Partial<Circumstances> = {}) {
  const rest = { closedAt: null, worsenedAt: null, acknowledgedAt: null, snoozedUntil: null };
  const given: Telling = { kind: "no-good-copy", toldAt: null, ...rest, ...alarm };
  const decision = decide(given, { rules, channels: [mail], quiet: false, now, ...circumstances });
  return typeof decision === "object" ? (decision?.tell ?? null) : decision;
}

describe("an alarm", () => {
  it("is told once, and again as its rule says while nobody takes it", () => {
    expect(told({})).toBe("alarm");
    expect(told({ toldAt: ago(23) })).toBeNull();
    expect(told({ toldAt: ago(24) })).toBe("reminder");
    expect(told({ toldAt: ago(24), acknowledgedAt: ago(1) })).toBeNull();
    expect(told({ kind: "quarantined", toldAt: ago(999) })).toBeNull();
  });

  it("rings anew when it grew worse since it was told", () => {
    expect(told({ toldAt: ago(2), worsenedAt: ago(1) })).toBe("alarm");
    expect(told({ toldAt: ago(1), worsenedAt: ago(2) })).toBeNull();
  });

  it("keeps silent while it is snoozed, and reminds at once when that is over", () => {
    expect(told({ snoozedUntil: ago(-1) })).toBeNull();
    expect(told({ toldAt: ago(5), snoozedUntil: ago(0) })).toBe("reminder");
    expect(told({ toldAt: ago(0), snoozedUntil: ago(1) })).toBeNull();
  });

  it("waits for the end of quiet hours unless its rule breaks through", () => {
    expect(told({ kind: "runs-failed" }, { quiet: true })).toBeNull();
    expect(told({ kind: "damage" }, { quiet: true })).toBe("alarm");
    const over = { kind: "runs-failed", toldAt: ago(3), closedAt: ago(1) } as const;
    expect(told(over, { quiet: true })).toBeNull();
    expect(told(over)).toBe("recovery");
  });

  it("is told when the first channel is there, however long it has been open", () => {
    expect(told({}, { channels: [] })).toBeNull();
    const over = { toldAt: ago(3), closedAt: ago(1) };
    expect(told(over, { channels: [] })).toBe("silent");
  });

  it("ends in silence where its rule says so", () => {
    expect(told({ kind: "clock", toldAt: ago(3), closedAt: ago(1) })).toBe("silent");
  });

  it("of a channel that refuses rings on the others", () => {
    const channels = [mail, pager];
    const found = (kind: Telling["kind"]) =>
      decide(
        {
          kind,
          closedAt: null,
          worsenedAt: null,
          acknowledgedAt: null,
          snoozedUntil: null,
          toldAt: null,
        },
        { rules, channels, quiet: false, now },
      );
    expect(found("channel")).toEqual({ tell: "alarm", channelIds: ["mail"] });
    expect(found("damage")).toEqual({ tell: "alarm", channelIds: ["mail", "pager"] });
  });

  it("goes to the channels that its rule names", () => {
    const chosen = { ...rules, damage: { ...rules.damage, channels: ["pager"] } };
    const row = { kind: "damage", closedAt: null, worsenedAt: null, acknowledgedAt: null } as const;
    const decision = decide(
      { ...row, snoozedUntil: null, toldAt: null },
      { rules: chosen, channels: [mail, pager], quiet: false, now },
    );
    expect(decision).toEqual({ tell: "alarm", channelIds: ["pager"] });
  });
});
