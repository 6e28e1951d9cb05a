"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { SelectionStrip, useSelection } from "#components/selection";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import type { FailureReport } from "#lib/failures";
import type { BulkResult } from "#lib/inventory";
import type { ActionResult } from "../action.ts";
import { enableDevicesAction, matchingDevicesAction, tagDevicesAction } from "./actions.ts";
import { BulkOutcome, type BulkSaid } from "./bulk-outcome.tsx";
import type { ListState } from "./list-state.ts";
import { backUpDevicesAction } from "./remedies/actions.ts";
import { TagDialog, type TagWish } from "./tag-dialog.tsx";

/** What can be done to all chosen devices at once, and what became of each. */
export function BulkBar({ tags, state }: { tags: string[]; state: ListState }) {
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
      <SelectionStrip matching={() => matchingDevicesAction(state)}>
        <Button size="sm" variant="primary" pending={bulk.pending} onClick={() => bulk.backUp(ids)}>
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
      </SelectionStrip>
      {bulk.failure ? <Problem failure={bulk.failure} className="m-3" /> : null}
      {bulk.said ? <BulkOutcome said={bulk.said} onClose={bulk.forget} /> : null}
      <TagDialog way={tagging} known={tags} onClose={() => setTagging(null)} onWish={change} />
    </>
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
