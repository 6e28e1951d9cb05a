import { Clock3, UserRound } from "lucide-react";
import { Glyph } from "#components/glyph";
import { Link } from "#components/link";
import { Age, Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { Card, CardFooter, Row, Rows } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { type Alarm, isSnoozed } from "#lib/alarms";
import type { Delivery } from "#lib/notify/schema";
import { AlarmButtons, WakeButton } from "./alarm-buttons.tsx";
import { ToldLine } from "./told-line.tsx";

interface OpenAlarmsProps {
  /** Those nobody has taken first, the worst first. */
  alarms: readonly Alarm[];
  /** The newest deliveries of each, by its id. */
  deliveries: ReadonlyMap<string, readonly Delivery[]>;
  now: Date;
}

/** What is wrong now, what follows from it, and who was told. */
export function OpenAlarms({ alarms, deliveries, now }: OpenAlarmsProps) {
  const snoozed = alarms.filter((alarm) => isSnoozed(alarm, now));
  const awake = alarms.filter((alarm) => !isSnoozed(alarm, now));
  return (
    <Card
      title="Open"
      aside={<span className="max-md:hidden">Not acknowledged first, worst first</span>}
    >
      {awake.length === 0 ? (
        <EmptyState title={snoozed.length > 0 ? "The others are snoozed" : "No alarm is open"}>
          Holdfast looks every few seconds, and tells when something is wrong.
        </EmptyState>
      ) : (
        <Rows>
          {awake.map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} told={deliveries.get(alarm.id) ?? []} />
          ))}
        </Rows>
      )}
      {snoozed.map((alarm) => (
        <CardFooter key={alarm.id}>
          <Clock3 aria-hidden="true" className="size-4" />
          <span className="min-w-0 flex-1">
            Snoozed: <b className="font-medium text-foreground">{alarm.title}</b>, by{" "}
            {alarm.snoozedBy} until{" "}
            {alarm.snoozedUntil ? <Time at={alarm.snoozedUntil} as="moment" /> : null}
          </span>
          <WakeButton id={alarm.id} title={alarm.title} />
        </CardFooter>
      ))}
    </Card>
  );
}

function AlarmRow({ alarm, told }: { alarm: Alarm; told: readonly Delivery[] }) {
  const { id, severity, title, consequence, next, openedAt, acknowledgedAt } = alarm;
  return (
    <Row
      data-row
      className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-2 py-3 md:grid-cols-[1rem_minmax(0,1fr)_5.5rem_11.5rem]"
    >
      <Glyph
        name={severity === "failure" ? "alarm-failure" : "alarm-warning"}
        label={severity === "failure" ? "Failure" : "Warning"}
        className={severity === "failure" ? "mt-0.5 text-failure" : "mt-0.5 text-warning"}
      />
      <div className="min-w-0">
        <p className="font-medium text-pretty wrap-anywhere">{title}</p>
        <p className="text-pretty wrap-anywhere text-muted-foreground">{consequence}</p>
        <ToldLine told={told} reminders={alarm.reminders} />
        {acknowledgedAt ? <TakenLine alarm={alarm} at={acknowledgedAt} /> : null}
      </div>
      <p className="text-right font-strong">
        <Age since={openedAt} />
        <Time at={openedAt} as="moment" className="block text-xs text-muted-foreground" />
      </p>
      <div className="col-span-2 col-start-2 flex flex-col gap-1 md:col-span-1 md:col-start-auto">
        <Link href={next.path} className={buttonVariants({ size: "sm", variant: "outline" })}>
          {next.words}
        </Link>
        <AlarmButtons id={id} title={title} taken={acknowledgedAt !== null} />
      </div>
    </Row>
  );
}

function TakenLine({ alarm, at }: { alarm: Alarm; at: Date }) {
  return (
    <p className="mt-1 flex items-start gap-1.5 text-xs">
      <UserRound aria-hidden="true" className="mt-px size-3.5 flex-none text-muted-foreground" />
      <span className="min-w-0 wrap-anywhere">
        {alarm.acknowledgedBy}, <Time at={at} as="moment" />
        {alarm.comment ? `: “${alarm.comment}”` : ", without a comment"}
      </span>
    </p>
  );
}
