"use client";

import { Ellipsis, Pause, Pencil, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
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

/** What can be done to one device rarely: at the end of its line in the list, or on its page. */
export function DeviceMenu({
  device,
  page = false,
}: {
  device: { id: string; name: string; enabled: boolean };
  /** Its own page, which has the way to edit as a button and is left once it is deleted. */
  page?: boolean;
}) {
  const { id, name, enabled } = device;
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const [, startTransition] = useTransition();
  const enable = () =>
    startTransition(async () => {
      const outcome = await enableDevicesAction({ ids: [id], enabled: !enabled });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  const edit = `/devices/${id}/edit`;
  return (
    <span className="flex justify-end gap-0.5">
      {page ? null : (
        // For the key e while the row has the focus; eyes and ears have it in the menu.
        <Link href={edit} data-shortcut="e" hidden>
          Edit
        </Link>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton
            label={`More about ${name}`}
            {...(page ? { variant: "outline" as const } : { size: "sm" as const })}
          >
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {page ? null : (
            <DropdownMenuItem asChild>
              <Link href={edit}>
                <Pencil aria-hidden="true" />
                Edit
              </Link>
            </DropdownMenuItem>
          )}
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
        {...(page ? { onDeleted: () => router.push("/devices") } : {})}
      />
    </span>
  );
}
