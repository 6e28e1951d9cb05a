"use client";

import { ConfirmDialog } from "#components/confirm-dialog";
import { toast } from "#components/ui/toast";
import { removeDeviceAction } from "./actions.ts";

/** Asks before a device is deleted, and says what stays. */
export function DeleteDevice({
  device,
  open,
  onOpenChange,
  onDeleted,
}: {
  device: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where its own page is left behind. */
  onDeleted?: () => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete the device ${device.name}?`}
      description="Nothing is fetched from it any more and its name becomes free. Its versions and the archives that hold it stay."
      confirm="Delete device"
      typeName={device.name}
      onConfirm={async () => {
        const outcome = await removeDeviceAction({ id: device.id });
        if (!outcome.ok) return outcome;
        toast(`${device.name} was deleted. Its versions stay.`);
        onDeleted?.();
        return outcome;
      }}
    />
  );
}
