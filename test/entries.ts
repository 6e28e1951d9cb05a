import { randomUUID } from "node:crypto";
import type { Content, Entry } from "#lib/entries";
import type { ArchiveOrder, SourceOutcome } from "#lib/vault";

/** Entries and orders of archives; nothing of a test runner, so that any process can use them. */

/** What beginning an archive takes, with an id of its own. */
export function archiveOrder(more: Partial<ArchiveOrder> = {}): ArchiveOrder {
  return {
    archiveId: randomUUID(),
    owner: "worker-1",
    term: 1,
    signal: new AbortController().signal,
    manifest: {
      plan: { id: "plan-1", name: "nightly" },
      run: { id: "run-1", number: 17 },
      createdAt: new Date("2026-03-10T02:00:00Z"),
      timeZone: "Europe/Berlin",
      host: "shop-1",
      version: "0.1.0",
    },
    ...more,
  };
}

const facts = {
  nameBytes: null,
  size: 0,
  mode: 0o640,
  uid: 1000,
  gid: 1000,
  modified: new Date("2026-03-09T10:11:12.345Z"),
  changed: new Date("2026-03-09T10:11:12.345Z"),
  inode: 1,
  device: 1,
  link: null,
  stale: null,
};

const noContent = () => Promise.reject(new Error("Only files are opened."));

/** What a source yields for a file with this content. */
export function fileEntry(
  path: string,
  content: Buffer | string,
  more: Partial<Entry> = {},
): Entry {
  const bytes = Buffer.from(content);
  const open = async () => contentOf(inChunks(bytes), bytes.length);
  return { ...facts, path, kind: "file", size: bytes.length, open, ...more };
}

export function folderEntry(path: string, more: Partial<Entry> = {}): Entry {
  return { ...facts, path, kind: "folder", mode: 0o750, open: noContent, ...more };
}

export function linkEntry(path: string, to: string | Buffer, more: Partial<Entry> = {}): Entry {
  const link = Buffer.from(to);
  return { ...facts, path, kind: "link", mode: 0o777, link, open: noContent, ...more };
}

/** Content that stayed as it was while it was read. */
export function contentOf(
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  size: number,
  more: Partial<Content> = {},
): Content {
  const all = async function* () {
    yield* chunks;
  };
  return { size, chunks: all(), verdict: async () => null, close: async () => {}, ...more };
}

export function* inChunks(bytes: Buffer, chunkBytes = 100_000): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

export const source = { kind: "media", name: "photos" };

export const outcome: SourceOutcome = {
  ...source,
  path: "/srv/photos",
  state: "succeeded",
  warnings: 0,
};

export const tail = { sources: [outcome], warnings: [] };

export const pass = async () => {};
