"use client";

import { Columns2, Download } from "lucide-react";
import { Link } from "#components/link";
import { SelectionStrip, useSelection } from "#components/selection";
import { Problem } from "#components/ui/alert";
import { Button, buttonVariants } from "#components/ui/button";
import { matchingVersionsAction } from "./actions.ts";
import type { ListState } from "./list-state.ts";
import { useExport } from "./use-export.ts";

/** As many ids fit into an address. */
const inAddressMax = 200;

/** What can be done with the chosen versions: take them along as one ZIP, compare two of them. */
export function SelectionBar({ state }: { state: ListState }) {
  const { chosen } = useSelection();
  const { take, pending, failure } = useExport();
  const ids = [...chosen];
  const [a, b] = ids;
  const isWhole = state.state !== "past" && state.state !== "none";
  return (
    <SelectionStrip
      matching={isWhole ? () => matchingVersionsAction(state) : null}
      note={
        <>
          {failure ? <Problem failure={failure} className="w-full" /> : null}
          <p className="w-full text-xs text-muted-foreground">
            A download has the texts as the devices gave them, secrets included, and is recorded.
          </p>
        </>
      }
    >
      {ids.length === 2 ? (
        <Link href={`/configs/compare?a=${a}&b=${b}`} className={buttonVariants({ size: "sm" })}>
          <Columns2 aria-hidden="true" />
          Compare these two
        </Link>
      ) : null}
      <Take ids={ids} pending={pending} onTake={take} />
    </SelectionStrip>
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
