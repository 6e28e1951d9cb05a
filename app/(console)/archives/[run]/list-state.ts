import { z } from "zod";
import { addressWith, Offset } from "../../list-state.ts";

/** As many entries as one page lists. */
export const entriesOnPage = 100;

/** Where in an archive one is, as it stands in the address. */
export const EntriesQuery = z.object({
  /** A folder of the archive, ending in `/`; empty for its own level. */
  in: z
    .string()
    .max(8_192)
    .transform((folder) => (folder === "" || folder.endsWith("/") ? folder : `${folder}/`))
    .catch(""),
  /** Part of a path, to be found in this folder and below. */
  q: z.string().trim().max(512).catch(""),
  /** Only what became this since the archive before. */
  change: z.enum(["new", "changed", "same", "gone"]).optional().catch(undefined),
  offset: Offset,
});
export type EntriesQuery = z.infer<typeof EntriesQuery>;

/** The address of a place in a run's archive. */
export function entriesAddress(
  run: number,
  { in: folder, q, change, offset }: Partial<EntriesQuery>,
): string {
  return addressWith(`/archives/${run}`, { in: folder, q, change, offset });
}

/** Where a file of an archive, or a folder of it as a ZIP, is downloaded. */
export function downloadAddress(run: number, entry: { path: string; kind: string }): string {
  const path = entry.kind === "folder" ? `${entry.path}/` : entry.path;
  return `/api/archives/${run}?${new URLSearchParams({ path })}`;
}
