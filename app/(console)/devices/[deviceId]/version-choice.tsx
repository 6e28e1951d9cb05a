"use client";

import { GitCompareArrows, X } from "lucide-react";
import { createContext, type ReactNode, useContext, useState } from "react";
import { Link } from "#components/link";
import { buttonVariants, IconButton } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";

interface Chosen {
  id: string;
  number: number;
}

const ChoiceContext = createContext<{
  chosen: readonly Chosen[];
  toggle: (version: Chosen) => void;
} | null>(null);

/** Lets two of the versions below it be chosen, a third in the place of the first. */
export function VersionChoice({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const toggle = (version: Chosen) =>
    setChosen((before) =>
      before.some(({ id }) => id === version.id)
        ? before.filter(({ id }) => id !== version.id)
        : [...before, version].slice(-2),
    );
  const [older, newer] = chosen.toSorted((a, b) => a.number - b.number);
  return (
    <ChoiceContext value={{ chosen, toggle }}>
      <div
        role="status"
        className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-muted px-4 py-1.5"
      >
        <span className="min-w-0 flex-1 text-muted-foreground">{words(older, newer)}</span>
        {older && newer ? (
          <Link
            href={`/configs/compare?a=${older.id}&b=${newer.id}`}
            data-shortcut="c"
            className={buttonVariants({ size: "sm", variant: "primary" })}
          >
            <GitCompareArrows aria-hidden="true" />
            Compare
          </Link>
        ) : null}
        {older ? (
          <IconButton size="sm" label="Choose none" onClick={() => setChosen([])}>
            <X aria-hidden="true" />
          </IconButton>
        ) : null}
      </div>
      {children}
    </ChoiceContext>
  );
}

function words(older: Chosen | undefined, newer: Chosen | undefined): string {
  if (older && newer) return `Version ${older.number} and version ${newer.number}`;
  if (older) return `Version ${older.number} and … choose another one.`;
  return "Choose two to compare them.";
}

/** The tick box of one version. */
export function ChooseVersion({ id, number }: Chosen) {
  const choice = useContext(ChoiceContext);
  return (
    <Checkbox
      aria-label={`Compare version ${number}`}
      checked={choice?.chosen.some((each) => each.id === id) ?? false}
      onChange={() => choice?.toggle({ id, number })}
    />
  );
}
