import { Plus } from "lucide-react";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import { Card, CardBody, Rows } from "#components/ui/card";
import type { Context } from "#lib/context";
import { listChannels } from "#lib/notify";
import { ChannelRow } from "./channel-row.tsx";

/** Every channel with what it did with the last it was sent, and its test. */
export async function ChannelsCard({ ctx, className }: { ctx: Context; className?: string }) {
  const channels = await listChannels(ctx);
  return (
    <Card
      id="channels"
      className={className}
      title="Channels"
      aside={
        <Link href="/alarms/channels/new" className={buttonVariants({ size: "sm" })}>
          <Plus aria-hidden="true" />
          Add channel
        </Link>
      }
      footer={channels.length > 0 ? footerOf(channels.length) : null}
    >
      {channels.length > 0 ? (
        <Rows>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
        </Rows>
      ) : (
        <CardBody>
          <p className="text-muted-foreground">
            No channel yet: alarms stand on this page, and nobody is told. A mail server and one
            address are enough.
          </p>
        </CardBody>
      )}
    </Card>
  );
}

function footerOf(count: number): string {
  return count === 1
    ? "When its only channel refuses, nobody is told."
    : "A channel that refuses rings on the others.";
}
