"use client";

import { type ReactNode, useMemo, useRef, useState } from "react";
import type { ComparedPart, Comparison } from "#lib/versions/schema";
import { DiffParts, GapContext, type OpenGap } from "./diff-parts.tsx";
import { ChangeSteps, DiffTools, type VolatileChoice } from "./diff-tools.tsx";
import { Overview } from "./overview.tsx";
import { SideScroll } from "./side-scroll.tsx";
import { useChanges } from "./use-changes.ts";

interface DiffViewProps {
  comparison: Comparison;
  openGap: OpenGap;
  summary: ReactNode;
  /** Instead of rows, where nothing differs. */
  empty: ReactNode;
  /** Absent: lines that differ although nobody changed anything are not told apart. */
  volatile?: VolatileChoice;
  /** Where there is no room for two lines beside each other. */
  isNarrow?: boolean;
}

/** The rows of a comparison, and how they are looked at. */
export function DiffView(props: DiffViewProps) {
  const { comparison, openGap, summary, empty, volatile, isNarrow = false } = props;
  const [chosen, setView] = useState<"split" | "inline">("split");
  const view = isNarrow ? "inline" : chosen;
  const [wrap, setWrap] = useState(true);
  const region = useRef<HTMLElement>(null);
  const total = useMemo(() => changesIn(comparison.parts), [comparison]);
  const changes = useChanges(region, total);
  return (
    <GapContext value={openGap}>
      <div className="border-b px-4 py-2.5">{summary}</div>
      <DiffTools
        {...(isNarrow ? {} : { view, onView: setView })}
        wrap={wrap}
        onWrap={setWrap}
        {...(volatile ? { volatile } : {})}
      >
        {total > 0 ? <ChangeSteps changes={changes} /> : null}
      </DiffTools>
      {empty ?? (
        <div className="flex">
          <section
            ref={region}
            aria-label="Lines of both texts"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a text is read from its beginning by keyboard
            tabIndex={0}
            data-view={view}
            data-wrap={wrap ? "on" : "off"}
            className="relative min-w-0 flex-1 overflow-x-clip bg-code font-mono text-code [--shift:0px] focus-visible:-outline-offset-2"
          >
            <DiffParts parts={comparison.parts} />
          </section>
          <Overview comparison={comparison} region={region} onGo={changes.near} />
        </div>
      )}
      {wrap || empty ? null : (
        <SideScroll
          longest={comparison.longest}
          isSplit={view === "split"}
          onScroll={(shift) => region.current?.style.setProperty("--shift", `${shift}px`)}
        />
      )}
    </GapContext>
  );
}

/** Runs of changed rows. */
function changesIn(parts: readonly ComparedPart[]): number {
  return parts
    .flatMap((part) => (part.kind === "section" ? [part.rows] : []))
    .reduce(
      (sum, rows) =>
        sum +
        rows.filter((row, at) => row.kind === "changed" && rows[at - 1]?.kind !== "changed").length,
      0,
    );
}
