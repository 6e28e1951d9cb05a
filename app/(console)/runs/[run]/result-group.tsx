import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "#components/format";
import { PathText } from "#components/path-text";

interface ResultGroupProps {
  glyph: ReactNode;
  title: string;
  count: number;
  note: string;
  open?: boolean;
  /** What is in the group; without it the line is all there is to say. */
  children?: ReactNode;
}

/** Things that came to the same result: one line that opens to each of them. */
export function ResultGroup({ glyph, title, count, note, open, children }: ResultGroupProps) {
  const line = (
    <>
      {glyph}
      <span className="font-medium">{title}</span>
      <span className="rounded-sm bg-secondary px-1.5 text-xs leading-5 tabular-nums">
        {formatCount(count)}
      </span>
      <span className="min-w-0 basis-64 text-pretty text-muted-foreground max-md:basis-full max-md:pl-6 md:flex-1">
        {note}
      </span>
    </>
  );
  const style = "flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-0.5 px-4 py-2 md:min-h-10";
  if (!children) return <div className={`${style} pl-10.5`}>{line}</div>;
  return (
    <details open={open} className="group/result">
      <summary className={`${style} focus-visible:-outline-offset-3 hover:bg-accent/45`}>
        <ChevronRight
          aria-hidden="true"
          className="size-4 transition-transform group-open/result:rotate-90"
        />
        {line}
      </summary>
      <div className="pt-1 pr-4 pb-3.5 pl-4 md:pl-10.5">{children}</div>
    </details>
  );
}

/** One thing of a group: its name, what happened to it, and the way to mend it. */
export function ResultLine({
  name,
  sentence,
  children,
}: {
  name: ReactNode;
  sentence: string;
  children?: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 md:grid-cols-[minmax(0,12rem)_minmax(0,1fr)_auto]">
      <span className="font-medium wrap-anywhere">{name}</span>
      <span className="text-pretty wrap-anywhere text-muted-foreground max-md:col-span-2 max-md:row-start-2">
        <PathText>{sentence}</PathText>
      </span>
      {children}
    </li>
  );
}
