import { Pencil, PlugZap } from "lucide-react";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import type { Device } from "#lib/inventory/schema";
import { DeviceMenu } from "../device-menu.tsx";
import { BackUpDevice } from "./back-up-device.tsx";
import { deviceAddress } from "./list-state.ts";

/** On a phone the buttons share the line. */
const wide = "max-md:flex-1";

/** What can be done to the device: test it, change it, back it up. */
export function DeviceActions({
  device,
  version,
}: {
  device: Device;
  /** Number of the version that stays shown; absent: none was chosen. */
  version: number | undefined;
}) {
  const { id, name, enabled } = device;
  return (
    <span className="flex flex-wrap items-center gap-2 max-md:w-full">
      <Link
        href={`${deviceAddress(id, { version, test: "now" })}#connection`}
        data-shortcut="t"
        className={buttonVariants({ className: wide })}
      >
        <PlugZap aria-hidden="true" />
        Test<span className="sr-only"> the connection</span>
      </Link>
      <Link
        href={`/devices/${id}/edit`}
        data-shortcut="e"
        className={buttonVariants({ className: wide })}
      >
        <Pencil aria-hidden="true" />
        Edit
      </Link>
      <DeviceMenu device={{ id, name, enabled }} page />
      <BackUpDevice className={wide} />
    </span>
  );
}
