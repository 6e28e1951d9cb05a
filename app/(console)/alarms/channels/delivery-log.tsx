import type { ReactNode } from "react";
import { formatCount, formatDuration } from "#components/format";
import { Link } from "#components/link";
import { Status } from "#components/status";
import { Time } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import { SegmentedLinks } from "#components/ui/segmented";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { Context } from "#lib/context";
import { type Delivery, listDeliveries } from "#lib/notify";
import { answerWords, channelAddress, deliveryLook } from "./words.ts";

interface DeliveryLogProps {
  ctx: Context;
  /** Of one channel; absent: of all. */
  channelId?: string;
  /** Only those that were refused. */
  refusedOnly: boolean;
  /** As many lines are shown. */
  limit: number;
  /** Address of this page with another choice; `all`: with as many lines as there may be. */
  href: (choice: { refusedOnly: boolean; all?: boolean }) => string;
  className?: string;
}

/** What each channel really answered, newest first. */
export async function DeliveryLog(props: DeliveryLogProps) {
  const { ctx, channelId, refusedOnly, limit, href, className } = props;
  const of = channelId ? { channelId } : {};
  const state = refusedOnly ? { state: "refused" as const } : {};
  const { deliveries, total } = await listDeliveries(ctx, { ...of, ...state, limit });
  const refused = refusedOnly
    ? total
    : (await listDeliveries(ctx, { ...of, state: "refused", limit: 1 })).total;
  const views = [
    { label: "All", href: href({ refusedOnly: false }), current: !refusedOnly },
    { label: "Refused", href: href({ refusedOnly: true }), current: refusedOnly, count: refused },
  ];
  return (
    <Card
      id="deliveries"
      className={className}
      title="Delivery log"
      note={<SegmentedLinks label="Deliveries" options={views} className="ml-1.5" />}
      aside={<span className="max-md:hidden">What each channel really answered</span>}
      footer={
        <>
          <span>Kept 90 days</span>
          {total > deliveries.length ? (
            <Link href={href({ refusedOnly, all: true })} scroll={false} className="link ml-auto">
              All {formatCount(total)}
            </Link>
          ) : null}
        </>
      }
    >
      {deliveries.length > 0 ? (
        <DeliveryTable deliveries={deliveries} named={!channelId} />
      ) : (
        <Nothing>{refusedOnly ? "Nothing was refused." : "Nothing was sent yet."}</Nothing>
      )}
    </Card>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <CardBody>
      <p className="text-muted-foreground">{children}</p>
    </CardBody>
  );
}

function DeliveryTable({ deliveries, named }: { deliveries: Delivery[]; named: boolean }) {
  return (
    <Table label="Latest deliveries" cards>
      <TableHead>
        <Column>Sent</Column>
        {named ? <Column>Channel</Column> : null}
        <Column>What</Column>
        <Column>Answer</Column>
        <Column numeric>After</Column>
      </TableHead>
      <TableBody>
        {deliveries.map((delivery) => (
          <Line key={delivery.id} delivery={delivery} named={named} />
        ))}
      </TableBody>
    </Table>
  );
}

function Line({ delivery, named }: { delivery: Delivery; named: boolean }) {
  const { channel, message, createdAt, durationMs } = delivery;
  return (
    <TableRow>
      <Cell className="whitespace-nowrap tabular-nums max-md:col-start-2 max-md:row-start-1 max-md:text-xs max-md:text-muted-foreground">
        <Time at={createdAt} as="moment" />
      </Cell>
      {named ? (
        <Cell className="max-w-40 truncate max-md:col-start-1 max-md:row-start-1">
          <Link href={channelAddress(channel.id)} className="font-medium hover:underline">
            {channel.name}
          </Link>
        </Cell>
      ) : null}
      <Cell className="min-w-32 wrap-anywhere max-md:col-span-2">{message.title}</Cell>
      <Cell className="max-md:col-span-2">
        <span className="flex items-start gap-1.75">
          <Status look={deliveryLook(delivery)} bare className="mt-0.5" />
          <span className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">
            {answerWords(delivery)}
          </span>
        </span>
      </Cell>
      <Cell
        numeric
        className="whitespace-nowrap text-muted-foreground max-md:col-span-2 max-md:text-left max-md:text-xs"
      >
        {durationMs === null ? null : formatDuration(durationMs)}
      </Cell>
    </TableRow>
  );
}
