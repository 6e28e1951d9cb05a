import { formatCount } from "#components/format";
import { Duration, Time } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { Alarm } from "#lib/alarms";
import type { Delivery } from "#lib/notify/schema";
import { ToldLine } from "./told-line.tsx";
import { capital } from "./words.ts";

interface PastAlarmsProps {
  alarms: readonly Alarm[];
  total: number;
  /** The newest deliveries of each, by its id. */
  deliveries: ReadonlyMap<string, readonly Delivery[]>;
}

/** Alarms that ended, the latest first. */
export function PastAlarms({ alarms, total, deliveries }: PastAlarmsProps) {
  if (alarms.length === 0) {
    return (
      <Card title="History">
        <CardBody className="text-muted-foreground">No alarm has ended yet.</CardBody>
      </Card>
    );
  }
  return (
    <Card
      title="History"
      aside={<span>{formatCount(total)} ended</span>}
      footer={total > alarms.length ? `The latest ${formatCount(alarms.length)} are shown` : null}
    >
      <Table label="Ended alarms, the latest first" cards>
        <TableHead>
          <Column>Alarm</Column>
          <Column>Began</Column>
          <Column>Lasted</Column>
          <Column>Ended</Column>
        </TableHead>
        <TableBody>
          {alarms.map((alarm) => (
            <TableRow key={alarm.id}>
              <Cell className="min-w-0 font-medium wrap-anywhere max-md:col-span-2">
                {alarm.title}
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time at={alarm.openedAt} as="moment" />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Duration from={alarm.openedAt} until={alarm.closedAt} />
              </Cell>
              <Cell className="text-muted-foreground max-md:col-span-2">
                {capital(alarm.closedBecause ?? "")}
                {alarm.acknowledgedBy ? `; taken by ${alarm.acknowledgedBy}` : ""}
                <ToldLine
                  told={deliveries.get(alarm.id) ?? []}
                  reminders={alarm.reminders}
                  nobody="Nobody was told"
                />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
