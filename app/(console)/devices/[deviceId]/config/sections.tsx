"use client";

import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { currentHeading, matchingHeadings, sectionsMax } from "#components/config/outline";
import { plural } from "#components/format";
import { cn } from "#components/ui/cn";
import { Disclosure } from "#components/ui/disclosure";
import { Input } from "#components/ui/input";
import type { Heading } from "#lib/platforms";

/** From this many on they are searched rather than read. */
const searchedFrom = 12;
const indents = ["pl-2", "pl-5", "pl-8"] as const;

/** The sections of a text, each the way to its line; behind a click where there is no room. */
export function Sections({ headings, target }: { headings: Heading[]; target: number | null }) {
  const list = <SectionList headings={headings} current={currentHeading(headings, target)} />;
  return (
    <>
      <div className="border-r max-lg:hidden">{list}</div>
      <Disclosure
        summary={plural(headings.length, "section")}
        className="border-b px-4 lg:hidden [&>nav]:-mx-4"
      >
        {list}
      </Disclosure>
    </>
  );
}

function SectionList({ headings, current }: { headings: Heading[]; current: Heading | null }) {
  const [search, setSearch] = useState("");
  const words = useDeferredValue(search);
  const found = matchingHeadings(headings, words);
  const shown = found.slice(0, sectionsMax);
  return (
    <nav
      aria-label="Sections"
      className="flex max-h-[min(44rem,75dvh)] flex-col gap-1 p-2 max-lg:max-h-80"
    >
      {headings.length >= searchedFrom ? (
        <span className="relative block shrink-0">
          <Search
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <Input
            type="search"
            aria-label="Find a section"
            placeholder="Find a section"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-8"
          />
        </span>
      ) : null}
      <ul className="min-h-0 overflow-y-auto font-mono text-xs">
        {shown.map((heading) => (
          <li key={heading.line}>
            <a
              href={`#L${heading.line + 1}`}
              aria-current={heading === current ? "location" : undefined}
              className={cn(
                "flex min-h-11 items-start gap-2 rounded-sm py-1 pr-2 text-muted-foreground md:min-h-6.5",
                "hover:bg-accent hover:text-foreground focus-visible:-outline-offset-2",
                "aria-[current]:bg-accent aria-[current]:text-foreground",
                indents[Math.min(heading.depth, 2)],
              )}
            >
              <span className="line-clamp-3 min-w-0 flex-1 wrap-anywhere" title={heading.title}>
                {heading.title}
              </span>
              <span className="tabular-nums">{heading.line + 1}</span>
            </a>
          </li>
        ))}
      </ul>
      {found.length > shown.length ? (
        <p className="px-2 text-xs text-muted-foreground">
          {plural(found.length - shown.length, "more section")}; find one by its name.
        </p>
      ) : null}
      {found.length === 0 ? (
        <p className="px-2 text-xs text-muted-foreground">No section is called that.</p>
      ) : null}
    </nav>
  );
}
