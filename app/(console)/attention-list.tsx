import type { ReactNode } from "react";
import { BackUpButton } from "#components/back-up";
import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { ProtectionStatus } from "#components/status";
import { Age } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import {
  causesOfDevices,
  causesOfPlans,
  type DeviceCause,
  type PlanCause,
  type Protection,
} from "#lib/alarms";
import type { Context } from "#lib/context";
import { mendOf, placeAddress } from "./devices/remedies/words.ts";
import { protectionOfAll } from "./reads.tsx";
import { causeTitle } from "./runs/words.ts";

/** As many causes are shown; the rest are counted. */
const causesMax = 6;
const namesMax = 3;

/** Sources and devices that are not protected, by the age of their last good copy; one cause, one row. */
export async function AttentionList({
  ctx,
  devicesOnly = false,
  className,
}: {
  ctx: Context;
  /** Before the first plan sources are those of Holdfast itself, which has yet to begin. */
  devicesOnly?: boolean;
  className?: string;
}) {
  const { sources, devices } = await protectionOfAll(ctx);
  const causes = await causesOfPlans(ctx, devicesOnly ? [] : sources);
  const rows = [...causes.map(rowOfSources), ...causesOfDevices(devices).map(rowOfDevices)];
  if (rows.length === 0) return null;
  const ordered = rows.toSorted((a, b) => ageOf(a) - ageOf(b));
  const left = ordered.slice(causesMax).reduce((sum, row) => sum + row.names.length, 0);
  return (
    <Card
      title="Needs attention"
      aside={<span className="max-md:hidden">Age of last good copy, oldest first</span>}
      footer={left > 0 ? `${formatCount(left)} more, on the pages of plans and devices` : undefined}
      className={className ?? ""}
    >
      <Rows>
        {ordered.slice(0, causesMax).map((row) => (
          <CauseRow key={row.key} row={row} />
        ))}
      </Rows>
    </Card>
  );
}

/** One cause, and what it keeps from being protected. */
interface AttentionRow {
  key: string;
  protection: Protection;
  names: string[];
  href: string;
  /** Where it belongs, muted. */
  place: string;
  sentence: string;
  /** Of the first; `null`: it never had a good copy. */
  lastGoodAt: Date | null;
  step: ReactNode;
}

function ageOf({ lastGoodAt }: AttentionRow): number {
  return lastGoodAt?.getTime() ?? 0;
}

function rowOfSources(cause: PlanCause): AttentionRow {
  const { plan, protection, sources, sentence } = cause;
  const [{ source, lastGoodAt }] = sources;
  return {
    ...{ key: source.id, protection, place: plan.name, sentence, lastGoodAt },
    href: `/plans/${plan.id}`,
    names: sources.map((each) => each.source.name),
    step: <NextStep cause={cause} planId={plan.id} />,
  };
}

function rowOfDevices(cause: DeviceCause): AttentionRow {
  const { devices, protection } = cause;
  const [{ device, lastGoodAt }, ...others] = devices;
  const alone = others.length === 0;
  const href = alone ? `/devices/${device.id}` : "/devices?state=attention";
  const step = stepOf(cause) ?? {
    href,
    words: alone ? "Look at the device" : "Look at the devices",
  };
  const style = buttonVariants({ size: "sm", variant: "outline", className: "md:w-full" });
  return {
    ...{ key: device.id, protection, href, sentence: sentenceOf(cause), lastGoodAt },
    place: alone ? device.site || "Device" : "Devices",
    names: devices.map((each) => each.device.name),
    step: (
      <Link href={step.href} className={style}>
        {step.words}
      </Link>
    ),
  };
}

/** Where the cause is mended; `null`: on the devices, one by one. */
function stepOf({ devices: [first, ...others] }: DeviceCause) {
  const mend = first.failure && mendOf(first.failure);
  if (mend?.kind !== "place") return null;
  const { id } = first.device.credential;
  const isOfAll =
    mend.at === "credential" && others.every((each) => each.device.credential.id === id);
  if (others.length > 0 && !isOfAll) return null;
  return { href: placeAddress(mend.at, first.device.id), words: mend.words };
}

/** Of one device in its own words; of several what they have in common. */
function sentenceOf({ reason, devices: [first, ...others] }: DeviceCause): string {
  const { failure } = first;
  if (failure?.cause === "host-key") return "Host key changed. Nothing is sent until you decide.";
  if (failure && others.length === 0) return failure.sentence;
  if (failure) return `${causeTitle(failure.cause)}. ${failure.next}`;
  if (reason === "quarantined") return "What was given was put aside, and waits for a person.";
  return reason === "never" ? "Not backed up yet." : "No attempt since the last good copy.";
}

function CauseRow({ row }: { row: AttentionRow }) {
  const { protection, lastGoodAt, names } = row;
  const more = names.length - namesMax;
  return (
    <Row
      data-row
      className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-3 md:grid-cols-[1rem_minmax(0,1fr)_4.5rem_8.5rem] md:items-center md:gap-x-4"
    >
      <ProtectionStatus state={protection} bare className="mt-0.5 self-start" />
      <div className="min-w-0">
        <p className="truncate">
          <Link href={row.href} className="font-medium hover:underline">
            {names.slice(0, namesMax).join(", ")}
            {more > 0 ? ` and ${formatCount(more)} more` : ""}
          </Link>{" "}
          <span className="text-muted-foreground">{row.place}</span>
        </p>
        <p className="text-pretty wrap-anywhere text-muted-foreground">{row.sentence}</p>
      </div>
      <p className="self-start text-right font-strong md:self-center">
        {lastGoodAt ? <Age since={lastGoodAt} /> : "Never"}
        <span className="sr-only">
          {lastGoodAt ? " since the last good copy" : " had a good copy"}
        </span>
      </p>
      <div className="col-span-2 col-start-2 max-md:mt-2 md:col-span-1 md:col-start-auto">
        {row.step}
      </div>
    </Row>
  );
}

function NextStep({ cause, planId }: { cause: PlanCause; planId: string }) {
  const { run } = cause;
  const style = buttonVariants({ size: "sm", className: "md:w-full" });
  if (run && !run.endedAt) {
    return (
      <Link href={`/runs/${run.number}`} className={style}>
        Watch run {run.number}
      </Link>
    );
  }
  if (run && run.state !== "succeeded") {
    return (
      <Link href={`/runs/${run.number}`} className={style}>
        Review run {run.number}
      </Link>
    );
  }
  return (
    <BackUpButton
      planId={planId}
      size="sm"
      variant="outline"
      className="md:w-full"
      data-shortcut={undefined}
    />
  );
}
