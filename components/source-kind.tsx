import { Database, FileCog, Image, Router, ScrollText } from "lucide-react";
import { type SourceKind, sourceKinds } from "#lib/plans/schema";
import { plural } from "./format.ts";

/** What each kind of source is called, alone, counted, and as a heading. */
export const sourceKindWords: Record<SourceKind, { one: string; many: string; label: string }> = {
  database: { one: "database", many: "databases", label: "Database" },
  media: { one: "media folder", many: "media folders", label: "Media" },
  logs: { one: "log folder", many: "log folders", label: "Logs" },
  files: { one: "folder", many: "folders", label: "Files" },
  devices: { one: "device list", many: "device lists", label: "Devices" },
};

const icons = {
  database: Database,
  media: Image,
  logs: ScrollText,
  files: FileCog,
  devices: Router,
} as const satisfies Record<SourceKind, unknown>;

/** The sign of a kind of source; its word stands beside it. */
export function SourceIcon({ kind, className }: { kind: SourceKind; className?: string }) {
  const Icon = icons[kind];
  return <Icon aria-hidden="true" className={className} />;
}

/** Sources counted by kind: "1 database, 2 folders and 1 log folder". */
export function countSources(kinds: readonly SourceKind[]): string {
  const parts = sourceKinds.flatMap((kind) => {
    const count = kinds.filter((each) => each === kind).length;
    const { one, many } = sourceKindWords[kind];
    return count > 0 ? [plural(count, one, many)] : [];
  });
  const last = parts.pop() ?? "nothing";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}
