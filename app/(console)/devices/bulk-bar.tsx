"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { formatCount } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Button, IconButton } from "#components/ui/button";
import type { FailureReport } from "#lib/failures";
import type { BulkResult } from "#lib/inventory";
import type { ActionResult } from "../action.ts";
import { backUpDevicesAction } from "../runs/actions.ts";
import { enableDevicesAction, matchingDevicesAction, tagDevicesAction } from "./actions.ts";
import { BulkOutcome, type BulkSaid } from "./bulk-outcome.tsx";
import { SelectShown, useSelection } from "./selection.tsx";
import { TagDialog, type TagWish } from "./tag-dialog.tsx";

/** What can be done to all chosen devices at once, and what became of each. */
export function BulkBar({ tags }: { tags: string[] }) {
  const { chosen } = useSelection();
  const [tagging, setTagging] = useState<TagWish["way"] | null>(null);
  const bulk = useBulk();
  const ids = [...chosen];
  const enable = (enabled: boolean) =>
    bulk.run(enabled ? "enabled" : "disabled", () => enableDevicesAction({ ids, enabled }));
  const change = ({ way, words }: TagWish) => {
    const none: string[] = [];
    const wish = way === "add" ? { add: words, remove: none } : { add: none, remove: words };
    const said = `${way === "add" ? "given" : "without"} the tag ${words.join(", ")}`;
    return bulk.run(said, () => tagDevicesAction({ ids, ...wish }));
  };
  return (
    <>
      {chosen.size > 0 ? (
        <Bar>
          <Button
            size="sm"
            variant="primary"
            pending={bulk.pending}
            onClick={() => bulk.backUp(ids)}
          >
            Back up now
          </Button>
          <Button size="sm" pending={bulk.pending} onClick={() => setTagging("add")}>
            Add tag
          </Button>
          <Button size="sm" pending={bulk.pending} onClick={() => setTagging("remove")}>
            Remove tag
          </Button>
          <Button size="sm" pending={bulk.pending} onClick={() => enable(true)}>
            Enable
          </Button>
          <Button size="sm" pending={bulk.pending} onClick={() => enable(false)}>
            Disable
          </Button>
        </Bar>
      ) : null}
      {bulk.failure ? <Problem failure={bulk.failure} className="m-3" /> : null}
      {bulk.said ? <BulkOutcome said={bulk.said} onClose={bulk.forget} /> : null}
      <TagDialog way={tagging} known={tags} onClose={() => setTagging(null)} onWish={change} />
    </>
  );
}

function Bar({ children }: { children: ReactNode }) {
  const { chosen, choose } = useSelection();
  return (
    <section
      aria-label="Selection"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-running-subtle px-4 py-2"
    >
      <SelectShown className="md:hidden" />
      <span className="font-medium tabular-nums" role="status">
        {formatCount(chosen.size)} selected
      </span>
      <SelectMatching />
      <div className="ml-auto flex flex-wrap items-center gap-2 max-md:ml-0 max-md:w-full">
        {children}
        <IconButton size="sm" label="Clear the selection" onClick={() => choose([])}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
    </section>
  );
}

/** Chooses what stands on other pages too. */
function SelectMatching() {
  const { chosen, choose, total, state } = useSelection();
  const [pending, startTransition] = useTransition();
  if (chosen.size >= total) return null;
  const all = () =>
    startTransition(async () => {
      const found = await matchingDevicesAction(state);
      if (found.ok) choose(found.value);
    });
  return (
    <button
      type="button"
      onClick={all}
      aria-busy={pending}
      className="link min-h-6 font-medium text-running"
    >
      Select all {formatCount(total)} that match
    </button>
  );
}

/** Does one thing to many devices and keeps what became of each. */
function useBulk() {
  const router = useRouter();
  const [said, setSaid] = useState<BulkSaid | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const run = (done: string, send: () => Promise<ActionResult<BulkResult[]>>) =>
    startTransition(async () => {
      const outcome = await send();
      setFailure(outcome.ok ? null : outcome.failure);
      setSaid(outcome.ok ? { done, results: outcome.value } : null);
    });
  /** Leads to the run, which shows what becomes of each. */
  const backUp = (deviceIds: string[]) =>
    startTransition(async () => {
      const asked = await backUpDevicesAction({ deviceIds });
      if (asked.ok) router.push(`/runs/${asked.value.number}`);
      else setFailure(asked.failure);
    });
  return { said, failure, pending, run, backUp, forget: () => setSaid(null) };
}
