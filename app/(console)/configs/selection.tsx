"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Checkbox } from "#components/ui/checkbox";
import type { ListState } from "./list-state.ts";

interface Selection {
  chosen: ReadonlySet<string>;
  choose: (ids: Iterable<string>) => void;
  /** Ids of versions on this page of the list. */
  shown: readonly string[];
  /** How many lines match altogether. */
  total: number;
  state: ListState;
}

const SelectionContext = createContext<Selection | null>(null);

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("A selection is used below VersionSelection.");
  return selection;
}

/** Which versions of the list are chosen; pages may be turned meanwhile. */
export function VersionSelection({
  shown,
  total,
  state,
  children,
}: Pick<Selection, "shown" | "total" | "state"> & { children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const value = useMemo(
    () => ({
      chosen,
      choose: (ids: Iterable<string>) => setChosen(new Set(ids)),
      shown,
      total,
      state,
    }),
    [chosen, shown, total, state],
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

/** Chooses all versions on this page, or none of them. */
export function SelectShown({ className = "block" }: { className?: string }) {
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
      className={className}
    />
  );
}
