import { ChevronRight } from "lucide-react";
import { valueWords } from "./words.ts";

type Values = Record<string, unknown> | null;

/** What exactly was changed: a line a field, what it was before and what it is since. */
export function Change({ from, before, after }: { from: string; before: Values; after: Values }) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return (
    <details className="group">
      <summary className="inline-flex min-h-8 items-center gap-1 rounded-sm text-xs text-muted-foreground hover:text-foreground md:min-h-6">
        {from}
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 transition-transform group-open:rotate-90"
        />
        <span className="sr-only">Before and after</span>
      </summary>
      <dl className="mt-1 mb-2 grid gap-x-5 gap-y-1 rounded-md bg-muted px-3 py-2 text-xs md:grid-cols-[auto_minmax(0,1fr)]">
        {fields.map((field) => (
          <div key={field} className="contents">
            <dt className="text-muted-foreground">{field}</dt>
            <dd className="flex min-w-0 flex-wrap items-start gap-x-2 max-md:mb-1.5">
              <Value word="Before" value={before?.[field]} className="line-through" />
              <Value word="After" value={after?.[field]} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Value({ word, value, className }: { word: string; value: unknown; className?: string }) {
  const text = valueWords(value);
  if (text === null) return null;
  return (
    <span className="min-w-0 font-mono whitespace-pre-wrap wrap-anywhere">
      <span className="sr-only">{word}: </span>
      <span className={className ?? ""}>{text}</span>
    </span>
  );
}
