import type { Metadata } from "next";
import { z } from "zod";
import { formatAge, plural } from "#components/format";
import { RefreshOn } from "#components/live";
import { Page, WorkAndContext } from "#components/page";
import {
  type Alarm,
  isSnoozed,
  listOpenAlarms,
  listPastAlarms,
  readRules,
  readSummaries,
} from "#lib/alarms";
import { deliveriesMax, deliveriesOfAlarms, listChannels } from "#lib/notify";
import { readSetting } from "#lib/settings";
import { requireViewer } from "../guard.ts";
import { deviceWordsNow } from "../reads.tsx";
import { ChannelsCard } from "./channels/channels-card.tsx";
import { DeliveryLog } from "./channels/delivery-log.tsx";
import { OpenAlarms } from "./open-alarms.tsx";
import { PastAlarms } from "./past-alarms.tsx";
import { RulesCard } from "./rules-card.tsx";
import { SummariesCard } from "./summaries-card.tsx";
import { TagObjectives } from "./tag-objectives.tsx";

export const metadata: Metadata = { title: "Alarms" };

const historyMax = 30;
const deliveriesShown = 8;

/** What of the page is in its address; what cannot be read is left out. */
const Query = z.object({
  deliveries: z.enum(["refused"]).optional().catch(undefined),
  all: z.enum(["1"]).optional().catch(undefined),
});

function addressOf({ refusedOnly, all }: { refusedOnly: boolean; all?: boolean }): string {
  const chosen = new URLSearchParams({
    ...(refusedOnly ? { deliveries: "refused" } : {}),
    ...(all ? { all: "1" } : {}),
  });
  return chosen.size > 0 ? `/alarms?${chosen}#deliveries` : "/alarms#deliveries";
}

export default async function AlarmsPage({ searchParams }: PageProps<"/alarms">) {
  const ctx = await requireViewer();
  const query = Query.parse(await searchParams);
  const now = ctx.clock.now();
  const open = await listOpenAlarms(ctx);
  const past = await listPastAlarms(ctx, { limit: historyMax });
  const channels = await listChannels(ctx);
  const enabled = channels.filter((channel) => channel.enabled);
  const ids = [...open, ...past.alarms].map(({ id }) => id);
  const told = await deliveriesOfAlarms(ctx, ids);
  return (
    <Page
      title={verdictOf(open, now)}
      shortTitle="Alarms"
      verdict
      sub={subOf(open, { now, channels: enabled.length })}
    >
      <WorkAndContext>
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <OpenAlarms alarms={open} deliveries={told} now={now} />
          <DeliveryLog
            ctx={ctx}
            refusedOnly={query.deliveries === "refused"}
            limit={query.all ? deliveriesMax : deliveriesShown}
            href={addressOf}
          />
          <PastAlarms alarms={past.alarms} total={past.total} deliveries={told} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <ChannelsCard ctx={ctx} />
          <RulesCard
            rules={await readRules(ctx.db)}
            channels={enabled}
            quiet={await readSetting(ctx.db, "quietHours")}
          />
          <SummariesCard summaries={await readSummaries(ctx.db)} channels={enabled} />
          <TagObjectives
            objectives={await readSetting(ctx.db, "tagObjectives")}
            tags={[...(await deviceWordsNow(ctx)).tags.keys()]}
          />
        </div>
      </WorkAndContext>
      <RefreshOn kinds={["alarm.changed", "channel.changed", "delivery.ended"]} />
    </Page>
  );
}

function verdictOf(open: readonly Alarm[], now: Date): string {
  const untaken = open.filter((alarm) => !alarm.acknowledgedAt && !isSnoozed(alarm, now)).length;
  if (untaken > 0) return `${plural(untaken, "alarm")} nobody has taken`;
  return open.length > 0 ? "Every alarm is taken or snoozed" : "No alarm is open";
}

function subOf(open: readonly Alarm[], { now, channels }: { now: Date; channels: number }): string {
  const oldest = Math.min(...open.map(({ openedAt }) => openedAt.getTime()));
  const stand =
    open.length > 0
      ? `${open.length === 1 ? "1 is" : `${open.length} are`} open, the oldest for ${formatAge(now.getTime() - oldest)}.`
      : "What goes wrong is told here, and on every channel that its rule names.";
  return channels > 0
    ? stand
    : `${stand} Nobody is told elsewhere: add a channel, and a mail server and one address are enough.`;
}
