import { cache } from "react";
import type { Context } from "#lib/context";
import { asFailure, type FailureReport, isFailure } from "#lib/failures";
import { compareFiles, fileHistory, readFileText } from "#lib/runs";
import type { ArchiveDetail, FileHistory, FileSpan } from "#lib/runs/schema";
import type { EntriesQuery } from "../list-state.ts";

type Found<T> = { value: T; failure: null } | { value: null; failure: FailureReport };

/** What was read, or why it could not be; an error nobody foresaw goes to the page. */
export async function tryRead<T>(read: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await read(), failure: null };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { value: null, failure: asFailure(error).report() };
  }
}

/** The file's text, once a request. */
export const textOf = cache((ctx: Context, run: string, path: string) =>
  tryRead(() => readFileText(ctx, { run, path })),
);

export const comparisonOf = cache((ctx: Context, a: number, b: number, path: string) =>
  tryRead(() => compareFiles(ctx, { path, a: String(a), b: String(b) })),
);

/** A file's place in its history. */
export interface FilePlace {
  /** As far as it is listed. */
  history: FileHistory;
  /** Archives with the same text as this one; `null`: it could not be found there. */
  own: FileSpan | null;
  /** The text before that; `null`: there is none, or it is not known. */
  older: FileSpan | null;
  newer: FileSpan | null;
}

/** The history that is listed, and where in it this archive stands. */
export async function placeOf(
  ctx: Context,
  archive: ArchiveDetail,
  { file: path, from }: EntriesQuery,
): Promise<FilePlace> {
  const run = archive.run.id;
  const history = await fileHistory(ctx, { run, path, from });
  const found = placeIn(history.spans, archive);
  if (found.own && (found.older || history.next === null)) return { history, ...found };
  // It is farther back than is listed, or the list ends right at it.
  const { spans } = await fileHistory(ctx, { run, path, from: archive.run.number });
  return { history, ...placeIn(spans, archive), newer: found.newer };
}

function placeIn(spans: readonly FileSpan[], { createdAt }: ArchiveDetail) {
  const at = spans.findIndex(
    ({ newest, oldest }) => newest.madeAt >= createdAt && oldest.madeAt <= createdAt,
  );
  const isThere = ({ state }: FileSpan) => state === "there";
  return {
    own: spans[at] ?? null,
    older: (at >= 0 && spans.slice(at + 1).find(isThere)) || null,
    newer: (at >= 0 && spans.slice(0, at).findLast(isThere)) || null,
  };
}
