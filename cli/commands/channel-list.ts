import type { Command } from "commander";
import { type Channel, listChannels } from "#lib/notify";
import { type Asked, command } from "../command.ts";
import { formatTime, fullTime } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printJson, printTable } from "../print.ts";

export function channelListCommand(): Command {
  return command("list", {
    description: "List channels with how they took the last message",
    example: "npx holdfast channel list",
  }).action(list);
}

/** A channel in the form that `--json` gives; fields are only ever added. */
interface ChannelDocument {
  id: string;
  name: string;
  kind: string;
  /** Where it leads, such as a host. */
  where: string;
  enabled: boolean;
  /** `null`: nothing was delivered yet. */
  lastDeliveredAt: Date | null;
  /** `null`: it takes what it is sent. */
  refusingSince: Date | null;
  /** One line; `null`: nothing was sent yet. */
  lastAnswer: string | null;
}

async function list(asked: Asked): Promise<void> {
  const channels = await withInstallation(async ({ ctx }) => {
    return (await listChannels(ctx)).map(documentOf);
  });
  if (asked.json) printJson({ channels });
  else printTable(columns, channels, "There is no channel: nobody is told of alarms.");
}

function documentOf(channel: Channel): ChannelDocument {
  const { id, name, kind, where, enabled, lastDeliveredAt, refusingSince, lastAnswer } = channel;
  const answer = lastAnswer?.words ?? null;
  return { id, name, kind, where, enabled, lastDeliveredAt, refusingSince, lastAnswer: answer };
}

const columns: Column<ChannelDocument>[] = [
  { title: "channel", people: ({ name }) => name },
  { title: "kind", people: ({ kind }) => kind },
  { title: "where", people: ({ where }) => where },
  { title: "state", people: stateOf },
  {
    title: "last delivered",
    people: ({ lastDeliveredAt }) => formatTime(lastDeliveredAt),
    full: ({ lastDeliveredAt }) => fullTime(lastDeliveredAt),
  },
  { title: "last answer", people: ({ lastAnswer }) => lastAnswer ?? "none yet" },
];

function stateOf({ enabled, refusingSince, lastDeliveredAt }: ChannelDocument): string {
  if (!enabled) return "disabled";
  if (refusingSince) return "refusing";
  return lastDeliveredAt ? "delivering" : "not tried";
}
