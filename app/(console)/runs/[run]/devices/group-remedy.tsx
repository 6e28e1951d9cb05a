"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import type { RunDetail } from "#lib/runs/schema";
import {
  allowAlgorithmsAction,
  backUpDevicesAction,
  raiseLimitAction,
} from "../../../devices/remedies/actions.ts";
import { allow, type Mend, mendOf, placeAddress } from "../../../devices/remedies/words.ts";
import type { DeviceGroup } from "./reads.ts";

/** As many credentials of a group have a button each; the list of credentials has them all. */
const credentialsMax = 3;

/** The run that the group is of. */
type RunOfGroup = Pick<RunDetail, "number" | "plan">;

/** The fix on a group of devices, and another attempt at all of them. */
export function GroupRemedy({ group, run }: { group: DeviceGroup; run: RunOfGroup }) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const deviceIds = group.devices.map(({ device }) => device.id);
  const these = deviceIds.length === 1 ? "this one" : `these ${deviceIds.length}`;
  const act = (mend: () => Promise<{ ok: true } | Refused>) =>
    begin(async () => {
      const mended = await mend();
      if (!mended.ok) return refuse(mended);
      const retried = await backUpDevicesAction({ deviceIds, planId: run.plan.id });
      if (!retried.ok) return refuse(retried);
      router.push(`/runs/${retried.value.number}`);
    });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <MendButton {...{ group, run, act, pending, these }} />
      <Button size="sm" pending={pending} onClick={() => act(async () => ({ ok: true }))}>
        <RotateCw aria-hidden="true" />
        Retry {these}
      </Button>
    </div>
  );
}

type Refused = { ok: false; failure: { sentence: string; next: string } };

function refuse({ failure }: Refused): void {
  toast.error(failure.sentence, { description: failure.next });
}

interface MendProps {
  group: DeviceGroup;
  run: RunOfGroup;
  these: string;
  pending: boolean;
  act: (mend: () => Promise<{ ok: true } | Refused>) => void;
}

/** The button that mends the cause, where one press can; else the way to where a person decides. */
function MendButton({ group, run, these, pending, act }: MendProps) {
  const mend = mendOfGroup(group);
  if (!mend) return null;
  const ids = group.devices.map(({ device }) => device.id);
  if (mend.kind === "place") return <PlaceLinks {...{ group, run, mend }} />;
  const words =
    mend.kind === "allow"
      ? `Allow ${mend.what} for ${these}`
      : `Raise the limit to ${mend.seconds} s for ${these}`;
  const press = () =>
    mend.kind === "allow"
      ? allowAlgorithmsAction({ devices: neededBy(group) })
      : raiseLimitAction({ ids, limit: mend.limit, seconds: mend.seconds });
  const title = mend.kind === "allow" ? mend.algorithms.join(", ") : undefined;
  return (
    <Button size="sm" variant="primary" pending={pending} title={title} onClick={() => act(press)}>
      {words}
    </Button>
  );
}

/** The way to where a person decides; one for each credential, where the group has several. */
function PlaceLinks({
  group,
  run,
  mend,
}: Pick<MendProps, "group" | "run"> & { mend: Extract<Mend, { kind: "place" }> }) {
  const { devices, credentials } = group;
  const [first] = devices;
  const style = buttonVariants({ size: "sm", variant: "primary" });
  if (mend.at === "credential" && credentials.length > 1) {
    return credentials.slice(0, credentialsMax).map(({ name, deviceId }) => (
      <Link key={name} href={placeAddress(mend.at, deviceId, run.number)} className={style}>
        Correct {name}
      </Link>
    ));
  }
  if (!first || (devices.length > 1 && mend.at !== "credential")) return null;
  return (
    <Link href={placeAddress(mend.at, first.device.id, run.number)} className={style}>
      {mend.words}
    </Link>
  );
}

/** One way out for the whole group; algorithms are what any of its devices needs. */
function mendOfGroup(group: DeviceGroup): Mend | null {
  const [first] = group.devices;
  if (!first?.failure) return null;
  const algorithms = new Set(neededBy(group).flatMap((each) => each.algorithms));
  return algorithms.size > 0 ? allow([...algorithms]) : mendOf(first.failure);
}

function neededBy({ devices }: DeviceGroup) {
  return devices.flatMap(({ device, failure }) =>
    failure?.algorithms ? [{ deviceId: device.id, algorithms: failure.algorithms }] : [],
  );
}
