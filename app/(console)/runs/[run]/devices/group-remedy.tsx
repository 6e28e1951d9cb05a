"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { allowAlgorithmsAction, backUpDevicesAction, raiseLimitAction } from "../../actions.ts";
import type { DeviceGroup } from "./reads.ts";

/** What a device that is slow is given instead of the usual limit. */
const longerSeconds = { "device-silent": 120, "device-slow": 900 } as const;

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
      <Mend group={group} act={act} pending={pending} these={these} />
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

/** The button that mends the cause, where one press can. */
function Mend({ group, these, pending, act }: MendProps) {
  const { cause, devices } = group;
  const ids = devices.map(({ device }) => device.id);
  if (cause === "kex") {
    const allowed = devices.flatMap(({ device, failure }) =>
      failure?.algorithms ? [{ deviceId: device.id, algorithms: failure.algorithms }] : [],
    );
    if (allowed.length === 0) return null;
    const names = [...new Set(allowed.flatMap(({ algorithms }) => algorithms))];
    return (
      <Button
        size="sm"
        variant="primary"
        pending={pending}
        title={names.join(", ")}
        onClick={() => act(() => allowAlgorithmsAction({ devices: allowed }))}
      >
        Allow {names.length === 1 ? names[0] : `${names.length} old algorithms`} for {these}
      </Button>
    );
  }
  if (cause === "device-silent" || cause === "device-slow") {
    const seconds = longerSeconds[cause];
    const limit = cause === "device-silent" ? "silentSeconds" : "commandSeconds";
    return (
      <Button
        size="sm"
        variant="primary"
        pending={pending}
        onClick={() => act(() => raiseLimitAction({ ids, limit, seconds }))}
      >
        Raise the limit to {seconds} s for {these}
      </Button>
    );
  }
  const place = places[cause ?? ""];
  const [only] = devices;
  if (!place || !only) return null;
  const href = place.href ?? `/devices/${only.device.id}`;
  if (!place.href && devices.length > 1) return null;
  return (
    <Link href={href} className={buttonVariants({ size: "sm", variant: "primary" })}>
      {place.words}
    </Link>
  );
}

/** Where a person has to look or decide first; without `href` it is the page of the device. */
const places: Record<string, { words: string; href?: string }> = {
  "host-key": { words: "Compare the keys" },
  auth: { words: "Correct the credential", href: "/credentials" },
  "auth-method": { words: "Correct the credential", href: "/credentials" },
  "credential-paused": { words: "Correct the credential", href: "/credentials" },
  "no-privilege": { words: "Correct the credential", href: "/credentials" },
  "not-recognised": { words: "Choose the platform" },
  "no-prompt": { words: "Test the connection" },
  "command-refused": { words: "Test the connection" },
};
