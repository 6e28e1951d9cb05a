import type { Command } from "commander";
import {
  type Alarm,
  acknowledgeAlarm,
  findAlarm,
  listOpenAlarms,
  listPastAlarms,
  snoozeAlarm,
} from "#lib/alarms";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { deliveriesOfAlarms } from "#lib/notify";
import { type Asked, command } from "../command.ts";
import { formatTime, fullTime } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printJson, printTable } from "../print.ts";

export function alarmListCommand(): Command {
  return command("list", {
    description:
      "Show what is wrong now; exits with 1 while an alarm is open that nobody has taken",
    example: "npx holdfast alarm list",
  })
    .option("--past", "the latest alarms that ended instead")
    .action(async (asked: Asked & { past?: boolean }) => {
      await withInstallation(async ({ ctx }) => {
        const alarms = asked.past ? (await listPastAlarms(ctx)).alarms : await listOpenAlarms(ctx);
        if (asked.json) printJson({ alarms: await withTold(ctx, alarms) });
        else show(alarms, asked);
        const untaken = alarms.some(({ closedAt, acknowledgedAt }) => !closedAt && !acknowledgedAt);
        if (untaken) process.exitCode = 1;
      });
    });
}

/** Each alarm with the messages about it, the newest first. */
async function withTold(ctx: Context, alarms: readonly Alarm[]) {
  const told = await deliveriesOfAlarms(
    ctx,
    alarms.map(({ id }) => id),
  );
  return alarms.map((alarm) => ({
    ...alarm,
    told: (told.get(alarm.id) ?? []).map(({ channel, state, createdAt, endedAt }) => ({
      channel: channel.name,
      state,
      createdAt,
      endedAt,
    })),
  }));
}

export function alarmAcknowledgeCommand(): Command {
  return command("acknowledge", {
    description: "Take an open alarm: it stays open and is not repeated",
    example: 'npx holdfast alarm acknowledge 3f9c1e --comment "new disk on Thursday"',
  })
    .argument("<ALARM>", "its id, or the end of it that the list shows")
    .option("--comment <TEXT>", "what others should know")
    .action((id: string, asked: Asked & { comment?: string }) =>
      change(id, asked, (ctx, alarm) =>
        acknowledgeAlarm(ctx, {
          id: alarm.id,
          ...(asked.comment ? { comment: asked.comment } : {}),
        }),
      ),
    );
}

export function alarmSnoozeCommand(): Command {
  return command("snooze", {
    description: "Let an open alarm be silent for some hours",
    example: "npx holdfast alarm snooze 3f9c1e --hours 8",
  })
    .argument("<ALARM>", "its id, or the end of it that the list shows")
    .option("--hours <N>", "for so many hours", "24")
    .action((id: string, asked: Asked & { hours: string }) =>
      change(id, asked, (ctx, alarm) =>
        snoozeAlarm(ctx, { id: alarm.id, hours: Number(asked.hours) }),
      ),
    );
}

async function change(
  id: string,
  asked: Asked,
  work: (ctx: Context, alarm: Alarm) => Promise<void>,
): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const found = (await listOpenAlarms(ctx)).filter((alarm) => alarm.id.endsWith(id));
    const [alarm] = found;
    if (!alarm || found.length > 1) throw fail("not-found", { what: "open alarm", name: id });
    await work(ctx, alarm);
    show([await findAlarm(ctx, { id: alarm.id })], asked);
  });
}

/** As much of an id tells alarms apart: they begin alike. */
const idLength = 6;

const columns: Column<Alarm>[] = [
  { title: "id", people: ({ id }) => id.slice(-idLength), full: ({ id }) => id },
  { title: "severity", people: ({ severity }) => severity },
  {
    title: "since",
    people: ({ openedAt }) => formatTime(openedAt),
    full: ({ openedAt }) => fullTime(openedAt),
  },
  { title: "taken by", people: ({ acknowledgedBy }) => acknowledgedBy ?? "nobody" },
  { title: "alarm", people: ({ title }) => title },
];

function show(alarms: readonly Alarm[], { json }: Asked): void {
  if (json) printJson({ alarms });
  else printTable(columns, alarms, "No alarm.");
}
