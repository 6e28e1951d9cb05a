"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import {
  allowAlgorithmsAction,
  backUpDevicesAction,
  raiseLimitAction,
} from "../../../devices/remedies/actions.ts";
import { allow, type Mend, mendOf, placeAddress } from "../../../devices/remedies/words.ts";
import type { DeviceGroup } from "./reads.ts";

/** The fix on a group of devices, and another attempt at all of them. */
export function GroupRemedy({ group, planId }: { group: DeviceGroup; planId: string }) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const deviceIds = group.devices.map(({ device }) => device.id);
  const these = deviceIds.length === 1 ? "this one" : `these ${deviceIds.length}`;
  const act = (mend: () => Promise<{ ok: true } | Refused>) =>
    begin(async () => {
      const mended = await mend();
      if (!mended.ok) return refuse(mended);
      const retried = await backUpDevicesAction({ deviceIds, planId });
      if (!retried.ok) return refuse(retried);
      router.push(`/runs/${retried.value.number}`);
    });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <MendButton group={group} act={act} pending={pending} these={these} />
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
  these: string;
  pending: boolean;
  act: (mend: () => Promise<{ ok: true } | Refused>) => void;
}

/** The button that mends the cause, where one press can; else the way to where a person decides. */
function MendButton({ group, these, pending, act }: MendProps) {
  const mend = mendOfGroup(group);
  if (!mend) return null;
  const ids = group.devices.map(({ device }) => device.id);
  if (mend.kind === "place") {
    const [only = ""] = ids;
    if (ids.length > 1 && mend.at !== "/credentials") return null;
    return (
      <Link
        href={placeAddress(mend.at, only)}
        className={buttonVariants({ size: "sm", variant: "primary" })}
      >
        {mend.words}
      </Link>
    );
  }
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
