"use client";

import { memo, type Ref, useMemo } from "react";
import { blockLines, colouredLinesMax } from "#components/config/bounds";
import { ConfigLine } from "#components/config/line";
import { cn } from "#components/ui/cn";
import { OriginCell } from "./origin-cell.tsx";
import type { Origin } from "./words.ts";

/** The lines with their numbers, in a region of its own that keyboards can reach and scroll. */
export function ConfigLines({
  lines,
  wrap,
  target,
  origins,
  ref,
}: {
  lines: readonly string[];
  wrap: boolean;
  /** Number of the line that the address points at. */
  target: number | null;
  /** Where each line comes from, in their order; `null`: that is not shown. */
  origins: readonly Origin[] | null;
  ref: Ref<HTMLElement>;
}) {
  const blocks = useMemo(
    () =>
      Array.from({ length: Math.ceil(lines.length / blockLines) }, (_, index) =>
        lines.slice(index * blockLines, (index + 1) * blockLines),
      ),
    [lines],
  );
  return (
    <section
      ref={ref}
      aria-label="Lines of the configuration"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn(
        "max-h-[min(44rem,75dvh)] overflow-auto bg-code py-2 font-mono text-code",
        "focus-visible:-outline-offset-2",
      )}
    >
      <div className={cn("text-foreground", !wrap && "w-max min-w-full")}>
        {blocks.map((block, index) => {
          const from = index * blockLines + 1;
          const isHere = target !== null && target >= from && target < from + blockLines;
          return (
            <Block
              key={from}
              lines={block}
              from={from}
              wrap={wrap}
              target={isHere ? target : null}
              coloured={lines.length <= colouredLinesMax}
              origins={origins}
            />
          );
        })}
      </div>
    </section>
  );
}

interface BlockProps {
  lines: readonly string[];
  /** Number of its first line. */
  from: number;
  wrap: boolean;
  target: number | null;
  coloured: boolean;
  origins: readonly Origin[] | null;
}

/** Lines that are laid out together, and cost nothing while they are out of sight. */
const Block = memo(function Block(props: BlockProps) {
  const { lines, from, wrap, target, coloured, origins } = props;
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
            data-target={number === target || undefined}
            className={cn(
              "grid grid-cols-[3.75rem_minmax(0,1fr)] leading-6 hover:bg-accent/45",
              !wrap && "grid-cols-[3.75rem_auto]",
              origins && "md:grid-cols-[10.5rem_3.75rem_minmax(0,1fr)]",
              origins && !wrap && "md:grid-cols-[10.5rem_3.75rem_auto]",
              number === target && "bg-running-subtle hover:bg-running-subtle",
            )}
          >
            {origins ? <OriginCell origin={origins[number - 1]} line={number} /> : null}
            {/* By key one goes to a line with its number; each as a stop would be thousands. */}
            <a
              href={`#L${number}`}
              tabIndex={-1}
              className={cn(
                "pr-4 text-right text-muted-foreground tabular-nums select-none hover:text-foreground",
                number === target && "font-medium text-foreground",
              )}
            >
              {number}
            </a>
            <span
              className={wrap ? "pr-4 whitespace-pre-wrap wrap-anywhere" : "pr-4 whitespace-pre"}
            >
              {coloured ? <ConfigLine text={line} /> : line}
            </span>
          </li>
        );
      })}
    </ol>
  );
});
