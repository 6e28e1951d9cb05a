"use client";

import { Activity, Copy, Ellipsis, Pencil, Play, ScanText, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useBackUp } from "#components/back-up";
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
import { duplicatePlanAction } from "./actions.ts";
import { DeletePlan } from "./delete-plan.tsx";

interface PlanMenuProps {
  plan: { id: string; name: string; builtIn: boolean };
  /** Whether it has sources. */
  canRun: boolean;
  /** Number of the run that goes on or waits. */
  openRun: number | null;
}

/** What can be done to a plan in the list: run it at once, the rest in a menu. */
export function PlanMenu({ plan, canRun, openRun }: PlanMenuProps) {
  const { backUp } = useBackUp();
  return (
    <span className="flex justify-end gap-0.5">
      {/* For the key e while the row has the focus; eyes and ears have it in the menu. */}
      <Link href={`/plans/${plan.id}/edit`} data-shortcut="e" hidden>
        Edit
      </Link>
      {openRun === null && canRun ? (
        <IconButton
          size="sm"
          label={`Back up ${plan.name} now`}
          data-shortcut="b"
          onClick={() => backUp(plan.id)}
        >
          <Play aria-hidden="true" />
        </IconButton>
      ) : null}
      {openRun === null ? null : (
        <IconButton size="sm" label={`Watch run ${openRun}`} asChild>
          <Link href={`/runs/${openRun}`} data-shortcut="b">
            <Activity aria-hidden="true" />
          </Link>
        </IconButton>
      )}
      <MoreMenu plan={plan} canRun={openRun === null && canRun} />
    </span>
  );
}

/** Edit, read everything again, duplicate, delete. */
export function MoreMenu({
  plan,
  canRun,
  withEdit = true,
}: Pick<PlanMenuProps, "plan" | "canRun"> & { withEdit?: boolean }) {
  const router = useRouter();
  const { backUp } = useBackUp();
  const [deleting, setDeleting] = useState(false);
  const [, startTransition] = useTransition();
  const duplicate = () =>
    startTransition(async () => {
      const copy = await duplicatePlanAction({ id: plan.id });
      if (copy.ok) router.push(`/plans/${copy.value.id}/edit`);
      else toast.error(copy.failure.sentence, { description: copy.failure.next });
    });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton size="sm" label={`More about ${plan.name}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {withEdit ? (
            <DropdownMenuItem asChild>
              <Link href={`/plans/${plan.id}/edit`}>
                <Pencil aria-hidden="true" />
                Edit
              </Link>
            </DropdownMenuItem>
          ) : null}
          {canRun ? (
            <DropdownMenuItem onSelect={() => backUp(plan.id, true)}>
              <ScanText aria-hidden="true" />
              Back up, reading every file again
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={duplicate}>
            <Copy aria-hidden="true" />
            Duplicate
          </DropdownMenuItem>
          {plan.builtIn ? null : (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem danger onSelect={() => setDeleting(true)}>
                <Trash2 aria-hidden="true" />
                Delete
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <DeletePlan plan={plan} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
