"use client";

import { type RefObject, useState } from "react";

/** Goes from change to change in a region; `at` counts from 1, 0 before the first step. */
export function useChanges(region: RefObject<HTMLElement | null>, total: number) {
  const [place, setPlace] = useState({ at: 0, of: total });
  const all = () => [...(region.current?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
  const step = (by: 1 | -1) => {
    const changes = all();
    const current = changes.findIndex((each) => each.dataset.current !== undefined);
    show(changes, current < 0 && by < 0 ? changes.length - 1 : current + by);
  };
  /** Goes to the change that begins nearest to a row. */
  const near = (row: number) => {
    const changes = all();
    const far = changes.map(({ dataset }) => Math.abs(Number(dataset.change) - row));
    show(changes, far.indexOf(Math.min(...far)));
  };
  const show = (changes: HTMLElement[], wanted: number) => {
    const at = Math.min(Math.max(wanted, 0), changes.length - 1);
    const change = changes[at];
    if (!change) return;
    for (const each of changes) delete each.dataset.current;
    change.dataset.current = "";
    change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "center" });
    setPlace({ at: at + 1, of: changes.length });
  };
  return { ...place, next: () => step(1), previous: () => step(-1), near };
}
