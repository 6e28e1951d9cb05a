"use client";

import { X } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";
import { formatCount } from "./format.ts";
import { IconButton } from "./ui/button.tsx";
import { Checkbox } from "./ui/checkbox.tsx";

interface Chosen {
  chosen: ReadonlySet<string>;
  choose: (ids: Iterable<string>) => void;
  /** Ids on this page of the list. */
  shown: readonly string[];
  /** How many match altogether. */
  total: number;
}

const SelectionContext = createContext<Chosen | null>(null);

export function useSelection(): Chosen {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("A selection is used below Selection.");
  return selection;
}

/** Which lines of a list are chosen; pages may be turned meanwhile. */
export function Selection({
  shown,
  total,
  children,
}: Pick<Chosen, "shown" | "total"> & { children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const value = useMemo(
    () => ({
      chosen,
      choose: (ids: Iterable<string>) => setChosen(new Set(ids)),
      shown,
      total,
    }),
    [chosen, shown, total],
  );
  return <SelectionContext value={value}>{children}</SelectionContext>;
}

export function SelectBox({ id, name }: { id: string; name: string }) {
  const { chosen, choose } = useSelection();
  return (
    <Checkbox
      aria-label={`Select ${name}`}
      checked={chosen.has(id)}
      onChange={({ target }) =>
        choose(target.checked ? [...chosen, id] : [...chosen].filter((each) => each !== id))
      }
      className="block"
    />
  );
}

/** Chooses all on this page, or none of them. */
export function SelectShown({ className }: { className?: string }) {
  const { chosen, choose, shown } = useSelection();
  const ref = useRef<HTMLInputElement>(null);
  const here = shown.filter((id) => chosen.has(id)).length;
  const some = here > 0 && here < shown.length;
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = some;
  }, [some]);
  const others = [...chosen].filter((id) => !shown.includes(id));
  return (
    <Checkbox
      ref={ref}
      aria-label="Select all on this page"
      checked={here > 0 && here === shown.length}
      onChange={({ target }) => choose(target.checked ? [...others, ...shown] : others)}
      className={className ?? "block"}
    />
  );
}

interface SelectionStripProps {
  /** Ids of all that match, other pages included; `null`: they cannot be chosen at once. */
  matching: (() => Promise<{ ok: true; value: string[] } | { ok: false }>) | null;
  /** What can be done with the chosen ones. */
  children: ReactNode;
  /** A line of its own below. */
  note?: ReactNode;
}

/** How many are chosen, and what can be done with them; nothing while none is. */
export function SelectionStrip({ matching, children, note }: SelectionStripProps) {
  const { chosen, choose } = useSelection();
  if (chosen.size === 0) return null;
  return (
    <section
      aria-label="Selection"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-running-subtle px-4 py-2"
    >
      <SelectShown className="md:hidden" />
      <span className="font-medium tabular-nums" role="status">
        {formatCount(chosen.size)} selected
      </span>
      {matching ? <SelectMatching matching={matching} /> : null}
      <div className="ml-auto flex flex-wrap items-center gap-2 max-md:ml-0 max-md:w-full">
        {children}
        <IconButton size="sm" label="Clear the selection" onClick={() => choose([])}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {note}
    </section>
  );
}

/** Chooses what stands on other pages too. */
function SelectMatching({ matching }: { matching: NonNullable<SelectionStripProps["matching"]> }) {
  const { chosen, choose, total } = useSelection();
  const [pending, startTransition] = useTransition();
  if (chosen.size >= total) return null;
  const all = () =>
    startTransition(async () => {
      const found = await matching();
      if (found.ok) choose(found.value);
    });
  return (
    <button
      type="button"
      onClick={all}
      aria-busy={pending}
      className="link min-h-6 font-medium text-running"
    >
      Select all that match
    </button>
  );
}
