import { z } from "zod";
import { addressWith, Offset } from "../../list-state.ts";

/** As many entries as one page lists. */
export const entriesOnPage = 100;

const runNumber = z.coerce.number().int().min(1).optional().catch(undefined);

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
  /** The path of a file that is open beside the list; empty: none is. */
  file: z.string().max(8_192).catch(""),
  /** How the file is shown; absent: by its changes where the archive changed it. */
  show: z.enum(["text", "changes"]).optional().catch(undefined),
  /** The run whose archive the file is compared with; absent: the one that had the text before. */
  with: runNumber,
  /** The run from whose archive on the file's history is listed; absent: the newest. */
  from: runNumber,
});
export type EntriesQuery = z.infer<typeof EntriesQuery>;

/** The address of a place in a run's archive. */
export function entriesAddress(run: number, place: Partial<EntriesQuery>): string {
  const { in: folder, q, change, offset, file, show, with: other, from } = place;
  const params = { in: folder, q, change, offset, file, show, with: other, from };
  return addressWith(`/archives/${run}`, params);
}

/** The address of a file beside the list it was found in. */
export function fileAddress(
  run: number,
  query: EntriesQuery,
  file: Pick<Partial<EntriesQuery>, "file" | "show" | "with" | "from">,
): string {
  return entriesAddress(run, { ...query, show: undefined, with: undefined, ...file });
}

/** Where a file of an archive, or a folder of it as a ZIP, is downloaded. */
export function downloadAddress(run: number, entry: { path: string; kind: string }): string {
  const path = entry.kind === "folder" ? `${entry.path}/` : entry.path;
  return `/api/archives/${run}?${new URLSearchParams({ path })}`;
}
