"use client";

import { Ellipsis, Pause, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { IconButton } from "#components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu";
import { toast } from "#components/ui/toast";
import { enableDevicesAction } from "../actions.ts";
import { DeleteDevice } from "../delete-device.tsx";

/** What is done to a device rarely. */
export function DeviceMore({ device }: { device: { id: string; name: string; enabled: boolean } }) {
  const { id, name, enabled } = device;
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const [, startTransition] = useTransition();
  const enable = () =>
    startTransition(async () => {
      const outcome = await enableDevicesAction({ ids: [id], enabled: !enabled });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton variant="outline" label={`More about ${name}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={enable}>
            {enabled ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
            {enabled ? "Disable" : "Enable"}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden="true" />
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <DeleteDevice
        device={device}
        open={deleting}
        onOpenChange={setDeleting}
        onDeleted={() => router.push("/devices")}
      />
    </>
  );
}
