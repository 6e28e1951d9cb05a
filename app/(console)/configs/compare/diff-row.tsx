import { memo, type ReactNode } from "react";
import { ConfigLine } from "#components/config/line";
import { cn } from "#components/ui/cn";
import type { ComparedRow, ComparedSide } from "#lib/versions/schema";

const looks = {
  a: {
    sign: "−",
    says: "Removed: ",
    line: "bg-diff-del",
    ink: "text-diff-del-foreground",
    word: "rounded-[2px] bg-diff-del-word text-foreground *:bg-none *:text-foreground",
  },
  b: {
    sign: "+",
    says: "Added: ",
    line: "bg-diff-add",
    ink: "text-diff-add-foreground",
    word: "rounded-[2px] bg-diff-add-word text-foreground *:bg-none *:text-foreground",
  },
} as const;

/** Beside each other from a tablet on where the view is split; otherwise one above the other. */
const pairOnly = "hidden md:group-data-[view=split]/diff:grid";

/** One row: the line of before and the line of after. */
export const DiffRow = memo(function DiffRow({
  row: { kind, a, b },
  first,
}: {
  row: ComparedRow;
  /** Whether a change begins here. */
  first: boolean;
}) {
  return (
    <div
      data-change={first || undefined}
      tabIndex={first ? -1 : undefined}
      className={cn(
        "md:group-data-[view=split]/diff:grid md:group-data-[view=split]/diff:grid-cols-2",
        "data-current:shadow-[inset_3px_0_0_var(--ring)] focus:outline-none",
      )}
    >
      {kind === "same" ? (
        <>
          <Line side={a} ears={false} className={pairOnly} />
          <Line side={b} />
        </>
      ) : (
        <>
          {a ? <Line side={a} as="a" /> : <Nothing />}
          {b ? <Line side={b} as="b" /> : <Nothing />}
        </>
      )}
    </div>
  );
});

function Line({
  side,
  as,
  ears = true,
  className,
}: {
  side: ComparedSide | null;
  /** Absent: the same on both sides. */
  as?: "a" | "b";
  /** The same line is read out once. */
  ears?: boolean;
  className?: string;
}) {
  const look = as ? looks[as] : null;
  return (
    <div
      aria-hidden={!ears || undefined}
      className={cn(
        "grid grid-cols-[3rem_1.25rem_minmax(0,1fr)] md:not-first:group-data-[view=split]/diff:border-l",
        look?.line,
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          "pr-2 text-right tabular-nums select-none",
          look?.ink ?? "text-muted-foreground",
        )}
      >
        {side?.line}
      </span>
      <span aria-hidden="true" className={cn("text-center select-none", look?.ink)}>
        {look?.sign}
      </span>
      <span className="pr-3 pl-1 md:group-data-[wrap=off]/diff:overflow-hidden">
        {look ? <span className="sr-only">{look.says}</span> : null}
        <span className="whitespace-pre-wrap wrap-anywhere md:group-data-[wrap=off]/diff:inline-block md:group-data-[wrap=off]/diff:-translate-x-(--shift) md:group-data-[wrap=off]/diff:whitespace-pre">
          {side ? <Marked side={side} className={look?.word ?? ""} /> : null}
        </span>
      </span>
    </div>
  );
}

/** A line with what of it is other. */
function Marked({ side: { text, marks }, className }: { side: ComparedSide; className: string }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) parts.push(<ConfigLine key={at} text={text.slice(at, from)} />);
    parts.push(
      <mark key={from} className={className}>
        <ConfigLine text={text.slice(from, to)} />
      </mark>,
    );
    at = to;
  }
  if (at < text.length) parts.push(<ConfigLine key={at} text={text.slice(at)} />);
  return parts;
}

/** Opposite a line that was added or removed. */
function Nothing() {
  return (
    <div
      aria-hidden="true"
      className={cn(
        pairOnly,
        "bg-[repeating-linear-gradient(135deg,var(--muted)_0_1px,transparent_1px_6px)]",
        "not-first:border-l",
      )}
    />
  );
}
