"use server";

import { refresh } from "next/cache";
import {
  AlarmId,
  acknowledgeAlarm,
  ChangeRule,
  changeQuietHours,
  changeRule,
  changeSummaries,
  changeTagObjective,
  QuietHours,
  SnoozeAlarm,
  Summaries,
  snoozeAlarm,
  TagObjective,
  TakeAlarm,
  takeBackAlarm,
  wakeAlarm,
} from "#lib/alarms";
import { action } from "../action.ts";

export const acknowledgeAlarmAction = action(TakeAlarm, async (ctx, input) => {
  await acknowledgeAlarm(ctx, input);
  refresh();
});

export const takeBackAlarmAction = action(AlarmId, async (ctx, input) => {
  await takeBackAlarm(ctx, input);
  refresh();
});

export const snoozeAlarmAction = action(SnoozeAlarm, async (ctx, input) => {
  await snoozeAlarm(ctx, input);
  refresh();
});

export const wakeAlarmAction = action(AlarmId, async (ctx, input) => {
  await wakeAlarm(ctx, input);
  refresh();
});

export const changeRuleAction = action(ChangeRule, async (ctx, input) => {
  await changeRule(ctx, input);
  refresh();
});

export const changeQuietHoursAction = action(QuietHours, async (ctx, input) => {
  await changeQuietHours(ctx, input);
  refresh();
});

export const changeTagObjectiveAction = action(TagObjective, async (ctx, input) => {
  await changeTagObjective(ctx, input);
  refresh();
});

export const changeSummariesAction = action(Summaries, async (ctx, input) => {
  await changeSummaries(ctx, input);
  refresh();
});
