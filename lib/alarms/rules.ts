import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { type Database, type Transaction, write } from "#lib/db";
import { emit } from "#lib/events";
import { readSetting, writeSetting } from "#lib/settings";
import { kindsOfAlarm } from "./kinds.ts";
import {
  type AlarmKind,
  AlarmRule,
  type AlarmRules,
  alarmKinds,
  ChangeRule,
  QuietHours,
  Summaries,
  TagObjective,
} from "./schema.ts";

/** The rule of every kind: what a person set, else that of a fresh installation. */
export async function readRules(db: Database | Transaction): Promise<AlarmRules> {
  const stored = await readSetting(db, "alarmRules");
  const rules = alarmKinds.map((kind) => {
    const own = AlarmRule.safeParse(stored[kind]);
    return [kind, own.success ? own.data : kindsOfAlarm[kind].rule] as const;
  });
  return Object.fromEntries(rules) as AlarmRules;
}

/**
 * Changes whom an alarm of one kind is told, from when on and how often.
 *
 * @throws Failure `invalid` with the field
 */
export async function changeRule(ctx: Context, input: ChangeRule): Promise<void> {
  allow(ctx, "alarm:rule");
  const { kind, ...rule } = parseInput(ChangeRule, input);
  await change(ctx, kindsOfAlarm[kind].label, async (tx, at) => {
    const before = (await readRules(tx))[kind];
    const value: Partial<Record<AlarmKind, AlarmRule>> = await readSetting(tx, "alarmRules");
    await writeSetting(tx, "alarmRules", { value: { ...value, [kind]: rule }, at });
    return { before, after: rule };
  });
}

/** Sets the hours in which only what breaks through is told; `null`: there are none. */
export async function changeQuietHours(ctx: Context, input: QuietHours): Promise<void> {
  allow(ctx, "alarm:rule");
  const value = parseInput(QuietHours, input);
  await change(ctx, "Quiet hours", async (tx, at) => {
    const before = await readSetting(tx, "quietHours");
    await writeSetting(tx, "quietHours", { value, at });
    return { before, after: value };
  });
}

const usualSummaries: Summaries = {
  digest: { every: "never", at: "08:00", weekday: 1, channels: "all" },
  report: { monthly: true, channels: "all" },
  changes: { channels: [] },
};

/** What is told without anything being wrong: what a person set, else as on a fresh installation. */
export async function readSummaries(db: Database | Transaction): Promise<Summaries> {
  const own = Summaries.safeParse(await readSetting(db, "summaries"));
  return own.success ? own.data : usualSummaries;
}

/** Changes what is told without anything being wrong. @throws Failure `invalid` with the field */
export async function changeSummaries(ctx: Context, input: Summaries): Promise<void> {
  allow(ctx, "alarm:rule");
  const value = parseInput(Summaries, input);
  await change(ctx, "Summaries", async (tx, at) => {
    const before = await readSummaries(tx);
    await writeSetting(tx, "summaries", { value, at });
    return { before, after: value };
  });
}

/** Sets how old the copy of a device with some tag may become. @throws Failure `invalid` */
export async function changeTagObjective(ctx: Context, input: TagObjective): Promise<void> {
  allow(ctx, "alarm:rule");
  const { tag, hours } = parseInput(TagObjective, input);
  await change(ctx, `Tag ${tag}`, async (tx, at) => {
    const before = await readSetting(tx, "tagObjectives");
    const { [tag]: _, ...others } = before;
    const value = hours === null ? others : { ...others, [tag]: hours };
    await writeSetting(tx, "tagObjectives", { value, at });
    return { before, after: value };
  });
}

type Change = { before: object | null; after: object | null };

// check: no-audit: it audits what `work` gives back.
async function change(
  ctx: Context,
  name: string,
  work: (tx: Transaction, at: Date) => Promise<Change>,
): Promise<void> {
  allow(ctx, "alarm:rule");
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const { before, after } = await work(tx, at);
    await audit(tx, ctx, {
      action: "alarm:rule",
      subject: { kind: "alarm-rule", id: name, name },
      before: before as Record<string, unknown> | null,
      after: after as Record<string, unknown> | null,
    });
    await emit(tx, { at, kind: "alarm.changed", subjectId: "rules", data: {} });
  });
}
