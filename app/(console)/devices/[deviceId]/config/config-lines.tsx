"use client";

import { memo, type Ref, useMemo } from "react";
import { blockLines } from "#components/config/bounds";
import { linesHtml } from "#components/config/html";
import { cn } from "#components/ui/cn";
import { BlamedLines } from "./blamed-lines.tsx";
import type { Origin } from "./words.ts";

interface ConfigLinesProps {
  lines: readonly string[];
  wrap: boolean;
  coloured: boolean;
  /** Where each line comes from, in their order; `null`: that is not shown. */
  origins: readonly Origin[] | null;
  ref: Ref<HTMLElement>;
}

/** The lines with their numbers, in a region of its own that keyboards can reach and scroll. */
export function ConfigLines({ lines, wrap, coloured, origins, ref }: ConfigLinesProps) {
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
      {origins ? (
        <div className={cn("text-foreground", !wrap && "w-max min-w-full")}>
          {blocksOf(lines).map(({ from, block }) => (
            <BlamedLines key={from} lines={block} from={from} wrap={wrap} origins={origins} />
          ))}
        </div>
      ) : (
        <div data-wrap={wrap ? "on" : "off"} className="code-lines text-foreground">
          <PlainLines lines={lines} coloured={coloured} />
        </div>
      )}
    </section>
  );
}

function PlainLines({ lines, coloured }: { lines: readonly string[]; coloured: boolean }) {
  const blocks = useMemo(
    () =>
      blocksOf(lines).map(({ from, block }) => {
        return { from, length: block.length, html: linesHtml(block, { from, coloured }) };
      }),
    [lines, coloured],
  );
  return blocks.map((block) => <Block key={block.from} {...block} />);
}

/** Lines that are laid out together; `from` is the number of the first. */
function blocksOf(lines: readonly string[]) {
  return Array.from({ length: Math.ceil(lines.length / blockLines) }, (_, index) => {
    const from = index * blockLines + 1;
    return { from, block: lines.slice(from - 1, from - 1 + blockLines) };
  });
}

/** Lines that cost nothing while they are out of sight. */
const Block = memo(function Block({
  from,
  length,
  html,
}: {
  from: number;
  length: number;
  html: string;
}) {
  return (
    <ol
      start={from}
      style={{ containIntrinsicBlockSize: `auto ${length * 1.5}rem` }}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: `linesHtml` escapes what a device said
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
});
