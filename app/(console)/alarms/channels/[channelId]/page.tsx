import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { StatusBadge } from "#components/status";
import { Time } from "#components/time";
import { Alert } from "#components/ui/alert";
import type { Context } from "#lib/context";
import {
  allowedAddresses,
  type Channel,
  channelForms,
  findChannel,
  type Message,
  previewMessage,
} from "#lib/notify";
import { webProcess } from "../../../../web-process.ts";
import { AllowAddress } from "../../../allow-address.tsx";
import { requireViewer } from "../../../guard.ts";
import { AllowedAddresses } from "../allowed-addresses.tsx";
import { ChannelActions } from "../channel-actions.tsx";
import { EditChannelForm } from "../channel-form.tsx";
import { DeliveryLog } from "../delivery-log.tsx";
import { PreviewCard } from "../preview-card.tsx";
import { consoleAddress } from "../reads.ts";
import { WordForWord } from "../word-for-word.tsx";
import { channelAddress, channelLook } from "../words.ts";

type Props = PageProps<"/alarms/channels/[channelId]">;

const usualLines = 20;
const Wanted = z.object({
  log: z.enum(["all", "refused"]).catch("all"),
  lines: z.enum(["usual", "all"]).catch("usual"),
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const channel = await findChannel(await requireViewer(), (await params).channelId);
  return { title: channel ? `${channel.name} – Channels` : "Channels" };
}

export default async function ChannelPage({ params, searchParams }: Props) {
  const ctx = await requireViewer();
  const channel = await findChannel(ctx, (await params).channelId);
  const kind = channelForms().find(({ id }) => id === channel?.kind);
  if (!channel || !kind) notFound();
  const { log, lines } = Wanted.parse(await searchParams);
  const { id, name, kindName, where } = channel;
  const addresses = await allowedAddresses(ctx);
  return (
    <Page
      title={name}
      crumbs={[{ label: "Alarms", href: "/alarms" }]}
      badge={<StatusBadge look={channelLook(channel)} />}
      sub={[kindName, where].filter((word) => word !== "").join(", ")}
      actions={<ChannelActions channel={channel} />}
    >
      <Refusal channel={channel} />
      <div className="grid items-start gap-4 md:gap-5 wide:grid-cols-2">
        <EditChannelForm key={id} kind={kind} channel={channel} />
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <PreviewCard preview={await previewOf(ctx, id)} />
          {addresses.length > 0 ? <AllowedAddresses addresses={addresses} /> : null}
        </div>
      </div>
      <DeliveryLog
        ctx={ctx}
        channelId={id}
        refusedOnly={log === "refused"}
        limit={lines === "all" ? 500 : usualLines}
        href={({ refusedOnly, all }) => {
          const query = new URLSearchParams();
          if (refusedOnly) query.set("log", "refused");
          if (all) query.set("lines", "all");
          return `${channelAddress(id)}${query.size > 0 ? `?${query}` : ""}`;
        }}
      />
      <RefreshOn kinds={["channel.changed", "delivery.ended"]} />
    </Page>
  );
}

/** Since when it refuses, and its last answer word for word. */
function Refusal({ channel: { enabled, refusingSince, lastAnswer } }: { channel: Channel }) {
  if (!enabled || !refusingSince || !lastAnswer) return null;
  return (
    <Alert
      tone="failure"
      actions={lastAnswer.allow ? <AllowAddress address={lastAnswer.allow} /> : null}
      title={
        <>
          Refusing since <Time at={refusingSince} as="moment" />
        </>
      }
    >
      {lastAnswer.text ? (
        <WordForWord label="Last answer" text={lastAnswer.text} />
      ) : (
        <p>{lastAnswer.words}</p>
      )}
      {lastAnswer.next ? <p className="mt-1.5">{lastAnswer.next}</p> : null}
    </Alert>
  );
}

function previewOf(ctx: Context, id: string) {
  const { key } = webProcess();
  return previewMessage(ctx, { id }, { message: exampleOf(ctx), key, url: consoleAddress() });
}

/** An alarm as one may come; it says itself that it is an example. */
function exampleOf(ctx: Context): Message {
  return {
    kind: "alarm",
    severity: "failure",
    title: "core-1: no good copy for 7 days (example)",
    consequence: "What it says now cannot be restored. The last good copy is kept.",
    next: { words: "Open device", path: "/devices" },
    facts: [{ name: "Device", value: "core-1" }],
    excerpt: [],
    at: ctx.clock.now().toISOString(),
  };
}
