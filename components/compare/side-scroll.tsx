"use client";

import { useEffect, useEffectEvent } from "react";

interface SideScrollProps {
  /** Characters of the longest line. */
  longest: number;
  isSplit: boolean;
  /** Pixels that lines are moved to the left. */
  onScroll: (shift: number) => void;
}

/** One bar that moves the lines of both sides, so that neither leaves the screen. */
export function SideScroll({ longest, isSplit, onScroll }: SideScrollProps) {
  const rest = useEffectEvent(() => onScroll(0));
  useEffect(() => () => rest(), []);
  // Numbers and signs before a line are five characters and some; a side is half of the width.
  const width = `calc(${isSplit ? "50% + " : ""}${longest}ch + 5.5rem)`;
  return (
    <section
      aria-label="Move the lines of both sides"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => onScroll(event.currentTarget.scrollLeft)}
      className="sticky bottom-0 overflow-x-auto border-t bg-code font-mono text-code max-md:hidden"
    >
      <div style={{ width }} className="h-px" />
    </section>
  );
}
