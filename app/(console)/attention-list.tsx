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
  type DeviceCause,
  type ProtectedSource,
  type Protection,
} from "#lib/alarms";
import type { Context } from "#lib/context";
import { findRun, listRuns } from "#lib/runs";
import type { RunDetail } from "#lib/runs/schema";
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
  const bad = (devicesOnly ? [] : sources).filter(({ protection }) =>
    ["stale", "unprotected"].includes(protection),
  );
  const causes = await groupByCause(ctx, bad);
  const rows = [...causes.flatMap(rowOfSources), ...causesOfDevices(devices).map(rowOfDevices)];
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

interface AttentionCause {
  /** Of one plan, with one reason, oldest copy first. */
  sources: ProtectedSource[];
  sentence: string;
  /** The newest run of the plan; `null` before the first. */
  run: RunDetail | null;
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

function rowOfSources(cause: AttentionCause): AttentionRow[] {
  const [first] = cause.sources;
  if (!first) return [];
  const { source, plan, protection, lastGoodAt } = first;
  const row = {
    key: source.id,
    protection,
    href: `/plans/${plan.id}`,
    place: plan.name,
    lastGoodAt,
  };
  const names = cause.sources.map((each) => each.source.name);
  const step = <NextStep cause={cause} planId={plan.id} />;
  return [{ ...row, names, sentence: cause.sentence, step }];
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

function NextStep({ cause, planId }: { cause: AttentionCause; planId: string }) {
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

async function groupByCause(ctx: Context, bad: ProtectedSource[]): Promise<AttentionCause[]> {
  const runs = new Map<string, RunDetail | null>();
  const causes = new Map<string, AttentionCause>();
  const oldestFirst = bad.toSorted(
    (a, b) => (a.lastGoodAt?.getTime() ?? 0) - (b.lastGoodAt?.getTime() ?? 0),
  );
  for (const source of oldestFirst) {
    const planId = source.plan.id;
    if (!runs.has(planId)) runs.set(planId, await newestRun(ctx, planId));
    const run = runs.get(planId) ?? null;
    const sentence = reasonOf(source, run);
    const key = `${planId} ${source.protection} ${sentence}`;
    const cause = causes.get(key) ?? { sources: [], sentence, run };
    cause.sources.push(source);
    causes.set(key, cause);
  }
  return [...causes.values()];
}

async function newestRun(ctx: Context, planId: string): Promise<RunDetail | null> {
  const { runs } = await listRuns(ctx, { planId, wholePlan: true, limit: 1 });
  return runs[0] ? findRun(ctx, runs[0].id) : null;
}

/** Why a source has no fresh copy, from the newest run of its plan. */
function reasonOf({ source, objectiveMs }: ProtectedSource, run: RunDetail | null): string {
  if (!run) return "It has not been backed up yet.";
  if (!run.endedAt) return run.waitingFor ?? "A run is going on.";
  const step = run.steps.find(({ sourceId }) => sourceId === source.id);
  if (step?.error) return step.error.sentence;
  if (run.error) return run.error.sentence;
  if (run.archive && run.archive.without.length > 0) {
    return `The last archive is without ${run.archive.without.join(", ")}, so it does not count.`;
  }
  if (run.state === "cancelled") return "The last run was cancelled. Nothing was kept.";
  if (run.state === "interrupted") return "The last run was interrupted. Nothing was kept.";
  if (!step) return "It joined the plan after its last run.";
  return objectiveMs === null
    ? "Its plan runs by hand only."
    : "No run has finished in time since the last good copy.";
}
