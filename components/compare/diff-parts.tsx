"use client";

import { ChevronsUpDown } from "lucide-react";
import { createContext, memo, useContext, useMemo, useState, useTransition } from "react";
import { rowsHtml } from "#components/config/diff-html";
import { formatCount, plural } from "#components/format";
import { LineCounts } from "#components/line-counts";
import { Problem } from "#components/ui/alert";
import type { FailureReport } from "#lib/failures";
import type { ComparedPart } from "#lib/versions/schema";

/** Fetches rows that a comparison left out. */
export type OpenGap = (
  rows: Pick<GapPart, "from" | "to">,
) => Promise<{ ok: true; value: ComparedPart[] } | { ok: false; failure: FailureReport }>;

/** How the gaps below are opened. */
export const GapContext = createContext<OpenGap | null>(null);

/** Height of a row that is not wrapped; `--text-code` sets it. */
const rowRem = 1.3125;

/** Sections with their rows, and gaps between them that open. */
export function DiffParts({ parts }: { parts: readonly ComparedPart[] }) {
  return parts.map((part) =>
    part.kind === "gap" ? (
      <Gap key={`gap ${part.from}`} gap={part} />
    ) : (
      <Section key={`rows ${part.rows[0]?.index}`} part={part} />
    ),
  );
}

const Section = memo(function Section({ part }: { part: ComparedPart & { kind: "section" } }) {
  const { path, rows } = part;
  const html = useMemo(() => rowsHtml(rows), [rows]);
  return (
    <>
      {path.length > 0 ? <Heading part={part} /> : null}
      <div
        data-from={rows[0]?.index}
        data-to={(rows.at(-1)?.index ?? 0) + 1}
        style={{ containIntrinsicBlockSize: `auto ${rows.length * rowRem}rem` }}
        className="diff-rows"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: `rowsHtml` escapes what devices said
        dangerouslySetInnerHTML={{ __html: html }}
      />
    </>
  );
});

function Heading({ part: { path, added, removed } }: { part: ComparedPart & { kind: "section" } }) {
  return (
    <div className="sticky left-0 flex items-baseline gap-3 border-y bg-card px-4 py-1.5">
      <h3 className="min-w-0 flex-1 font-medium wrap-anywhere">
        {path.map((title, index) => (
          <span key={path.slice(0, index + 1).join(" ")}>
            {index > 0 ? <span className="text-muted-foreground"> › </span> : null}
            {title}
          </span>
        ))}
      </h3>
      <span className="text-xs whitespace-nowrap tabular-nums">
        <LineCounts added={added} removed={removed} />
      </span>
    </div>
  );
}

type GapPart = ComparedPart & { kind: "gap" };

/** Rows that are left out; a press fetches them, a large gap in parts. */
function Gap({ gap }: { gap: GapPart }) {
  const openGap = useContext(GapContext);
  const [opened, setOpened] = useState<ComparedPart[] | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, begin] = useTransition();
  if (opened) return <Opened gap={gap} parts={opened} />;
  const open = () =>
    begin(async () => {
      const found = await openGap?.({ from: gap.from, to: gap.to });
      if (!found) return;
      if (found.ok) setOpened(found.value);
      else setFailure(found.failure);
    });
  return (
    <div
      data-from={gap.from}
      data-to={gap.to}
      className="sticky left-0 border-y bg-muted font-sans text-xs not-first:-mt-px"
    >
      <button
        type="button"
        onClick={open}
        aria-busy={pending || undefined}
        className="flex min-h-11 w-full flex-wrap items-center gap-x-3 px-4 py-1 text-left hover:bg-accent md:min-h-7"
      >
        <ChevronsUpDown aria-hidden="true" className="size-4 text-muted-foreground" />
        <span className="font-medium text-running">{gapWords(gap)}</span>
        {gap.sections.length > 0 ? (
          <span className="min-w-0 truncate font-mono text-muted-foreground">
            {gap.sections.join(", ")}
          </span>
        ) : null}
      </button>
      {failure ? <Problem failure={failure} className="m-2" /> : null}
    </div>
  );
}

function Opened({ gap, parts }: { gap: GapPart; parts: ComparedPart[] }) {
  const last = parts.flatMap((part) => (part.kind === "section" ? part.rows : [])).at(-1);
  const from = (last?.index ?? gap.to - 1) + 1;
  const changedHere = parts.reduce(
    (sum, part) =>
      sum +
      (part.kind === "section" ? part.rows.filter(({ kind }) => kind === "changed").length : 0),
    0,
  );
  const rest: GapPart = { ...gap, from, changed: gap.changed - changedHere, sections: [] };
  return (
    <>
      <DiffParts parts={parts} />
      {from < gap.to ? <Gap key={from} gap={rest} /> : null}
    </>
  );
}

function gapWords({ from, to, changed }: GapPart): string {
  if (changed === 0) return plural(to - from, "unchanged line");
  return `${plural(to - from, "more row")}, ${formatCount(changed)} of them changed`;
}
