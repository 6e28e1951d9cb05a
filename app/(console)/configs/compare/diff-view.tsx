"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useRef, useState, useTransition } from "react";
import type { ComparedPart, Comparison } from "#lib/versions/schema";
import { type ComparedPair, DiffParts, PairContext } from "./diff-parts.tsx";
import { ChangeSteps, DiffTools } from "./diff-tools.tsx";
import { pairAddress } from "./list-state.ts";
import { Overview } from "./overview.tsx";
import { SideScroll } from "./side-scroll.tsx";
import { useChanges } from "./use-changes.ts";

interface DiffViewProps {
  comparison: Comparison;
  pair: ComparedPair;
  summary: ReactNode;
  /** Instead of rows, where nothing differs. */
  empty: ReactNode;
}

/** The rows of a comparison, and how they are looked at. */
export function DiffView({ comparison, pair, summary, empty }: DiffViewProps) {
  const [view, setView] = useState<"split" | "inline">("split");
  const [wrap, setWrap] = useState(true);
  const region = useRef<HTMLElement>(null);
  const total = useMemo(() => changesIn(comparison.parts), [comparison]);
  const changes = useChanges(region, total);
  const router = useRouter();
  const [pending, begin] = useTransition();
  const showVolatile = (shown: boolean) =>
    begin(() => {
      const volatile = shown ? ("1" as const) : undefined;
      router.replace(pairAddress({ a: pair.a, b: pair.b, volatile }), { scroll: false });
    });
  return (
    <PairContext value={pair}>
      <div className="border-b px-4 py-2.5">{summary}</div>
      <DiffTools
        view={view}
        onView={setView}
        wrap={wrap}
        onWrap={setWrap}
        volatile={comparison.volatile}
        hides={!pair.withVolatile}
        onHide={(hide) => showVolatile(!hide)}
        pending={pending}
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
    </PairContext>
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
