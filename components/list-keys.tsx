"use client";

import { useCallback } from "react";

/**
 * `j` and `k` move through the rows of a page (whatever carries `data-row`), `x` ticks the row's
 * checkbox. Moving puts the focus on the row's link, so that Enter opens it.
 */
export function useListKeys(): (key: string) => boolean {
  return useCallback((key) => {
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    if (key === "x") return tick();
    return false;
  }, []);
}

function move(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")].filter(mainLink);
  if (rows.length === 0) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  const link = row && mainLink(row);
  link?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return true;
}

function mainLink(row: HTMLElement): HTMLElement | null {
  return row.querySelector<HTMLElement>("a[data-row-link]") ?? row.querySelector("a[href]");
}

function tick(): boolean {
  const row = document.activeElement?.closest("[data-row]");
  const box = row?.querySelector<HTMLInputElement>("input[type=checkbox]");
  box?.click();
  return box != null;
}
