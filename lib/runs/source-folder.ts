import type { SourceKind } from "#lib/plans/schema";

/** The folder of each kind of source in the archive. */
export const kindFolders: Record<SourceKind, string> = {
  database: "databases",
  media: "media",
  logs: "logs",
  files: "files",
  devices: "devices",
};

/** Where in the archive everything of a source lies, such as `media/photos/`; devices lie flat. */
export function folderOf({ kind, name }: { kind: SourceKind; name: string }): string {
  return kind === "devices" ? `${kindFolders.devices}/` : `${kindFolders[kind]}/${name}/`;
}
