"use client";

import { memo } from "react";
import { ConfigLine } from "#components/config/line";
import { cn } from "#components/ui/cn";
import { OriginCell } from "./origin-cell.tsx";
import type { Origin } from "./words.ts";

interface BlamedLinesProps {
  lines: readonly string[];
  /** Number of its first line. */
  from: number;
  wrap: boolean;
  /** Of all lines of the text, in their order. */
  origins: readonly Origin[];
}

/** Lines with the version that brought each; laid out together, for nothing while out of sight. */
export const BlamedLines = memo(function BlamedLines(props: BlamedLinesProps) {
  const { lines, from, wrap, origins } = props;
  return (
    <ol
      start={from}
      style={{ containIntrinsicBlockSize: `auto ${lines.length * 1.5}rem` }}
      className="[content-visibility:auto]"
    >
      {lines.map((line, index) => {
        const number = from + index;
        return (
          <li
            key={number}
            id={`L${number}`}
            className={cn(
              "group/line grid grid-cols-[3.75rem_minmax(0,1fr)] leading-6 hover:bg-accent/45",
              "data-target:bg-running-subtle data-target:hover:bg-running-subtle",
              "md:grid-cols-[10.5rem_3.75rem_minmax(0,1fr)]",
              !wrap && "grid-cols-[3.75rem_auto] md:grid-cols-[10.5rem_3.75rem_auto]",
            )}
          >
            <OriginCell origin={origins[number - 1]} line={number} />
            {/* By key one goes to a line with its number; each as a stop would be thousands. */}
            <a
              href={`#L${number}`}
              tabIndex={-1}
              className={cn(
                "pr-4 text-right text-muted-foreground tabular-nums select-none hover:text-foreground",
                "group-data-target/line:font-medium group-data-target/line:text-foreground",
              )}
            >
              {number}
            </a>
            <span
              className={wrap ? "pr-4 whitespace-pre-wrap wrap-anywhere" : "pr-4 whitespace-pre"}
            >
              <ConfigLine text={line} />
            </span>
          </li>
        );
      })}
    </ol>
  );
});
