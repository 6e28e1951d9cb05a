"use client";

import { formatBytes, formatCount, plural } from "#components/format";
import { cn } from "#components/ui/cn";
import { Disclosure } from "#components/ui/disclosure";
import type { FolderPreview } from "#lib/sources/schema";

/** What is in and out of a folder, and why: patterns with their counts, skipped entries, a sample. */
export function FolderContents({ preview }: { preview: FolderPreview }) {
  const { excluded, skipped, skippedTotal, sample, cut } = preview;
  if (sample.length === 0 && skipped.length === 0 && excluded.byPattern.length === 0) return null;
  return (
    <Disclosure summary="What is in and out">
      <div className="my-1.5 flex flex-col gap-3 rounded-md border bg-muted p-3 text-xs">
        {cut ? (
          <p>There is more than a preview counts. A run takes all of it; these are the first.</p>
        ) : null}
        <Patterns rules={excluded.byPattern} />
        <Skipped entries={skipped} total={skippedTotal} />
        <Sample entries={sample} />
      </div>
    </Disclosure>
  );
}

function Patterns({ rules }: { rules: FolderPreview["excluded"]["byPattern"] }) {
  if (rules.length === 0) return null;
  return (
    <table className="w-full">
      <caption className="pb-1 text-left font-medium">Left out by</caption>
      <tbody>
        {rules.map((rule) => (
          <tr key={`${rule.rule} ${rule.pattern}`} className="align-baseline">
            <th scope="row" className="py-0.5 pr-3 text-left font-normal wrap-anywhere">
              {rule.rule === "exclude" ? <code>{rule.pattern}</code> : rule.pattern}
            </th>
            <td className="py-0.5 text-right whitespace-nowrap text-muted-foreground">
              {rule.files === 0
                ? "matches nothing"
                : `${plural(rule.files, "file")}, ${formatBytes(rule.bytes)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Skipped({ entries, total }: { entries: FolderPreview["skipped"]; total: number }) {
  if (entries.length === 0) return null;
  return (
    <section aria-label="Skipped">
      <h4 className="pb-1 font-medium">
        Skipped
        {total > entries.length ? (
          <span className="font-normal text-muted-foreground">
            {" "}
            first {formatCount(entries.length)} of {formatCount(total)}
          </span>
        ) : null}
      </h4>
      <ul>
        {entries.map((entry) => (
          <li key={entry.path} className="flex flex-wrap justify-between gap-x-3 py-0.5">
            <code className="min-w-0 wrap-anywhere">{entry.path}</code>
            <span className="text-muted-foreground">{entry.why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sample({ entries }: { entries: FolderPreview["sample"] }) {
  if (entries.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls has to take the focus
    <div
      role="region"
      aria-label="Some of what was seen, in and out"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
      tabIndex={0}
      className="max-h-64 overflow-y-auto rounded-sm border bg-card px-2.5 py-1.5"
    >
      <ul>
        {entries.map((entry) => (
          <li key={entry.path} className="flex gap-2.5 py-0.5">
            <span
              className={cn("w-7 flex-none", entry.in ? "text-success" : "text-muted-foreground")}
            >
              {entry.in ? "in" : "out"}
            </span>
            <code className={cn("min-w-0 wrap-anywhere", !entry.in && "text-muted-foreground")}>
              {entry.path}
            </code>
            <span className="ml-auto text-right whitespace-nowrap text-muted-foreground">
              {entry.why ?? (entry.path.endsWith("/") ? "" : formatBytes(entry.bytes))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
