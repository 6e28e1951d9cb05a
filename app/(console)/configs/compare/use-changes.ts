"use client";

import { type RefObject, useState } from "react";

/** Goes from change to change in a region; `at` counts from 1, 0 before the first step. */
export function useChanges(region: RefObject<HTMLElement | null>, total: number) {
  const [place, setPlace] = useState({ at: 0, of: total });
  const step = (by: 1 | -1) => {
    const changes = [...(region.current?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
    if (changes.length === 0) return;
    const current = changes.findIndex((each) => each.dataset.current !== undefined);
    const next = current < 0 && by < 0 ? changes.length - 1 : current + by;
    const at = Math.min(Math.max(next, 0), changes.length - 1);
    for (const each of changes) delete each.dataset.current;
    const change = changes[at];
    if (!change) return;
    change.dataset.current = "";
    change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "center" });
    setPlace({ at: at + 1, of: changes.length });
  };
  return { ...place, next: () => step(1), previous: () => step(-1) };
}
