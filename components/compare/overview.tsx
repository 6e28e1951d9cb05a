"use client";

import { type MouseEvent, memo, type RefObject, useEffect, useMemo, useRef } from "react";
import { type OverviewMark, overviewOf } from "#components/config/overview";
import { cn } from "#components/ui/cn";
import type { Comparison } from "#lib/versions/schema";

interface OverviewProps {
  comparison: Comparison;
  /** What it is the overview of; its parts say in `data-from` and `data-to` which rows they show. */
  region: RefObject<HTMLElement | null>;
  /** Goes to the change that is nearest to a row. */
  onGo: (row: number) => void;
}

const looks = {
  added: "bg-success-mark",
  removed: "bg-failure-mark",
  both: "bg-[linear-gradient(90deg,var(--failure-mark)_0_46%,transparent_46%_54%,var(--success-mark)_54%)]",
  "left-out": "bg-border",
} as const;

/**
 * Where the changes lie in the whole, and what of it is in view; a press goes to the nearest change.
 * For eyes and pointers alone: by key one goes from change to change.
 */
export const Overview = memo(function Overview({ comparison, region, onGo }: OverviewProps) {
  const { parts, rows } = comparison;
  const marks = useMemo(() => overviewOf(parts, rows), [parts, rows]);
  const view = useViewOf(region, rows);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    onGo(((event.clientY - top) / height) * rows);
  };
  return (
    <div className="w-3.5 shrink-0 border-l bg-code max-md:hidden">
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        data-overview
        onClick={press}
        className="sticky top-14 block h-full max-h-[calc(100dvh-3.5rem)] w-full"
      >
        {marks.map((mark) => (
          <Mark key={mark.from} mark={mark} />
        ))}
        <span ref={view} className="absolute inset-x-0 rounded-[2px] bg-foreground/8" />
      </button>
    </div>
  );
});

function Mark({ mark: { from, to, kind } }: { mark: OverviewMark }) {
  return (
    <i
      style={{ top: `${from}%`, height: `${to - from}%` }}
      className={cn("absolute inset-x-0.5 min-h-[3px] rounded-[1px]", looks[kind])}
    />
  );
}

/** Keeps an element at the part of the whole that is in view. */
function useViewOf(region: RefObject<HTMLElement | null>, rows: number) {
  const view = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let frame = 0;
    const place = () => {
      frame = 0;
      const seen = rowsInView(region.current);
      if (!view.current) return;
      view.current.hidden = seen === null;
      if (!seen) return;
      view.current.style.top = `${(seen.from * 100) / rows}%`;
      view.current.style.height = `${((seen.to - seen.from) * 100) / rows}%`;
    };
    const soon = () => {
      frame ||= requestAnimationFrame(place);
    };
    soon();
    addEventListener("scroll", soon, { passive: true });
    // Whatever opens a gap, turns the view round or wraps lines changes its height.
    const sized = new ResizeObserver(soon);
    if (region.current) sized.observe(region.current);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", soon);
      sized.disconnect();
    };
  }, [region, rows]);
  return view;
}

/** The rows from the upper edge of the window to the lower; `null`: none is in view. */
function rowsInView(region: HTMLElement | null): { from: number; to: number } | null {
  let first: number | null = null;
  let last = 0;
  for (const part of region?.querySelectorAll<HTMLElement>("[data-from]") ?? []) {
    const { top, bottom, height } = part.getBoundingClientRect();
    if (bottom <= 0 || height === 0) continue;
    if (top >= innerHeight) break;
    const [from, to] = [Number(part.dataset.from), Number(part.dataset.to)];
    const shareAt = (y: number) => Math.min(Math.max(y - top, 0), height) / height;
    first ??= from + shareAt(0) * (to - from);
    last = from + shareAt(innerHeight) * (to - from);
  }
  return first === null ? null : { from: first, to: last };
}
