"use client";

import { Columns2, Download, X } from "lucide-react";
import { useTransition } from "react";
import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { Problem } from "#components/ui/alert";
import { Button, buttonVariants, IconButton } from "#components/ui/button";
import { matchingVersionsAction } from "./actions.ts";
import { SelectShown, useSelection } from "./selection.tsx";
import { useExport } from "./use-export.ts";

/** As many ids fit into an address. */
const inAddressMax = 200;

/** What can be done with the chosen versions: take them along as one ZIP, compare two of them. */
export function SelectionBar() {
  const { chosen, choose } = useSelection();
  const { take, pending, failure } = useExport();
  const ids = [...chosen];
  if (ids.length === 0) return null;
  const [a, b] = ids;
  return (
    <section
      aria-label="Selection"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-running-subtle px-4 py-2"
    >
      <SelectShown className="md:hidden" />
      <span className="font-medium tabular-nums" role="status">
        {formatCount(ids.length)} selected
      </span>
      <SelectMatching />
      <div className="ml-auto flex flex-wrap items-center gap-2 max-md:ml-0 max-md:w-full">
        {ids.length === 2 ? (
          <Link href={`/configs/compare?a=${a}&b=${b}`} className={buttonVariants({ size: "sm" })}>
            <Columns2 aria-hidden="true" />
            Compare these two
          </Link>
        ) : null}
        <Take ids={ids} pending={pending} onTake={take} />
        <IconButton size="sm" label="Clear the selection" onClick={() => choose([])}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {failure ? <Problem failure={failure} className="w-full" /> : null}
      <p className="w-full text-xs text-muted-foreground">
        A download has the texts as the devices gave them, secrets included, and is recorded.
      </p>
    </section>
  );
}

interface TakeProps {
  ids: string[];
  pending: boolean;
  onTake: (ids: string[]) => void;
}

/** The address of a few is a link, which a browser saves while it comes; many are sent as a form. */
function Take({ ids, pending, onTake }: TakeProps) {
  const words = (
    <>
      <Download aria-hidden="true" />
      Download ZIP
    </>
  );
  if (ids.length > inAddressMax) {
    return (
      <Button size="sm" pending={pending} onClick={() => onTake(ids)}>
        {words}
      </Button>
    );
  }
  return (
    <a
      href={`/api/configs/export?versions=${ids.join(",")}`}
      download
      className={buttonVariants({ size: "sm" })}
    >
      {words}
    </a>
  );
}

/** Chooses what stands on other pages too. */
function SelectMatching() {
  const { chosen, choose, total, state } = useSelection();
  const [pending, startTransition] = useTransition();
  if (chosen.size >= total || state.state === "past" || state.state === "none") return null;
  const all = () =>
    startTransition(async () => {
      const found = await matchingVersionsAction(state);
      if (found.ok) choose(found.value);
    });
  return (
    <button
      type="button"
      onClick={all}
      aria-busy={pending}
      className="link min-h-6 font-medium text-running"
    >
      Select all that match
    </button>
  );
}
