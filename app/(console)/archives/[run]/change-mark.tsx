import { Equal, Minus, PencilLine, Plus } from "lucide-react";
import { formatCount } from "#components/format";
import { cn } from "#components/ui/cn";
import type { ShownEntry } from "./reads.ts";

const marks = {
  new: { word: "New", icon: Plus, className: "text-success" },
  changed: { word: "Changed", icon: PencilLine, className: "text-warning" },
  gone: { word: "Gone", icon: Minus, className: "text-failure" },
  same: { word: "Same", icon: Equal, className: "text-muted-foreground" },
};

/** What became of an entry since the archive before; of a folder, of what lies below it. */
export function ChangeMark({ entry }: { entry: Pick<ShownEntry, "change" | "below"> }) {
  if (entry.change === null) return null;
  const below = entry.change === "gone" ? "" : belowText(entry.below);
  const { word, icon: Icon, className } = marks[entry.change];
  if (entry.change === "same" && below) {
    return <span className="text-xs text-muted-foreground tabular-nums">{below}</span>;
  }
  return (
    <span className={cn("flex items-center gap-1 text-xs", className)}>
      <Icon aria-hidden="true" className="size-3.25" />
      {word}
    </span>
  );
}

/** "2 new, 1 changed"; empty where nothing differs. */
export function belowText(below: ShownEntry["below"]): string {
  if (!below) return "";
  return (["new", "changed", "gone"] as const)
    .filter((change) => below[change] > 0)
    .map((change) => `${formatCount(below[change])} ${change}`)
    .join(", ");
}
