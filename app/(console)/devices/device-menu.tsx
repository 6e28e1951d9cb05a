"use client";

import { Ellipsis, Pause, Pencil, Play, Trash2 } from "lucide-react";
import { useState, useTransition } from "react";
import { Link } from "#components/link";
import { IconButton } from "#components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu";
import { toast } from "#components/ui/toast";
import { enableDevicesAction } from "./actions.ts";
import { DeleteDevice } from "./delete-device.tsx";

/** What can be done to one device in the list. */
export function DeviceMenu({ device }: { device: { id: string; name: string; enabled: boolean } }) {
  const { id, name, enabled } = device;
  const [deleting, setDeleting] = useState(false);
  const [, startTransition] = useTransition();
  const enable = () =>
    startTransition(async () => {
      const outcome = await enableDevicesAction({ ids: [id], enabled: !enabled });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return (
    <span className="flex justify-end gap-0.5">
      {/* For the key e while the row has the focus; eyes and ears have it in the menu. */}
      <Link href={`/devices/${id}/edit`} data-shortcut="e" hidden>
        Edit
      </Link>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton size="sm" label={`More about ${name}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link href={`/devices/${id}/edit`}>
              <Pencil aria-hidden="true" />
              Edit
            </Link>
          </DropdownMenuItem>
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
      <DeleteDevice device={device} open={deleting} onOpenChange={setDeleting} />
    </span>
  );
}
