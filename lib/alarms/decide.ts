import type { AlarmKind, AlarmRule, AlarmRules } from "./schema.ts";

const hourMs = 3_600_000;

/** Of an alarm, what decides whether it is told now; `null` as in its row. */
export interface Telling {
  kind: AlarmKind;

  closedAt: Date | null;
  worsenedAt: Date | null;
  acknowledgedAt: Date | null;
  snoozedUntil: Date | null;
  toldAt: Date | null;
}

export interface Circumstances {
  rules: AlarmRules;
  /** The channels that are enabled. */
  channels: readonly { id: string; refuses: boolean }[];
  quiet: boolean;
  now: Date;
}

/** What to do about an alarm now; `null`: nothing yet. An end that nobody is told of is `silent`. */
export type Decision =
  | { tell: "alarm" | "reminder" | "recovery"; channelIds: string[] }
  | "silent"
  | null;

/**
 * Whether an alarm is told now, as what and where. It follows from what is stored alone, so that a
 * restart at any moment neither forgets nor repeats it.
 */
export function decide(alarm: Telling, circumstances: Circumstances): Decision {
  const { rules, quiet, now } = circumstances;
  const rule = rules[alarm.kind];
  const waits = quiet && !rule.breaksQuiet;
  if (alarm.closedAt) {
    if (!rule.recoveries) return "silent";
    if (waits) return null;
    const channelIds = whom(alarm, rule, circumstances);
    return channelIds.length > 0 ? { tell: "recovery", channelIds } : "silent";
  }
  const tell = rings(alarm, rule, now);
  if (!tell || waits) return null;
  const channelIds = whom(alarm, rule, circumstances);
  return channelIds.length > 0 ? { tell, channelIds } : null; // told once there is a channel
}

function rings(alarm: Telling, { repeatHours }: AlarmRule, now: Date): "alarm" | "reminder" | null {
  const { toldAt, worsenedAt, snoozedUntil, acknowledgedAt } = alarm;
  if (snoozedUntil && snoozedUntil > now) return null;
  if (!toldAt || (worsenedAt && worsenedAt > toldAt)) return "alarm";
  if (snoozedUntil && snoozedUntil > toldAt) return "reminder";
  if (acknowledgedAt || repeatHours === null) return null;
  return now.getTime() - toldAt.getTime() >= repeatHours * hourMs ? "reminder" : null;
}

/** A channel that refuses is told of on the others. */
function whom(
  { kind }: Telling,
  { channels: wanted }: AlarmRule,
  { channels }: Circumstances,
): string[] {
  return channels
    .filter(({ id }) => wanted === "all" || wanted.includes(id))
    .filter(({ refuses }) => kind !== "channel" || !refuses)
    .map(({ id }) => id);
}
