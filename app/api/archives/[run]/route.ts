import { Readable } from "node:stream";
import { type Download, openDownload } from "#lib/runs";
import type { Viewer } from "../../../guard.ts";
import { signedIn } from "../../guard.ts";
import { type ByteRange, checkConditions, isSameFile, readRange } from "./range.ts";

/** A later part counts as the continuation of a download that was recorded this long ago. */
const continuesMs = 86_400_000;
/** As many downloads are remembered as begun; beyond it the oldest are recorded anew. */
const begunMax = 1_000;

/** Of the whole process, whatever copies a bundle makes of this module. */
const begunKey = Symbol.for("holdfast.web.downloads");
const state = globalThis as { [begunKey]?: Map<string, number> };
state[begunKey] ??= new Map();
const begun = state[begunKey];

type Params = { run: string };

/**
 * A run's archive as a ZIP file, or what `path` names of it: a folder as a ZIP, a file as it is; the
 * whole or the range that was asked for.
 */
export const GET = signedIn<Params>(async (viewer, request, { run }) => {
  const path = pathOf(request);
  const found = await openDownload(viewer.ctx, { run, path, record: false });
  const condition = checkConditions(request.headers, found);
  if (condition !== 200) return new Response(null, { status: condition, headers: naming(found) });
  const asked = isSameFile(request.headers.get("if-range"), found)
    ? readRange(request.headers.get("range"), found.size)
    : null;
  if (asked === "outside") {
    const headers = { "content-range": `bytes */${found.size}`, "x-holdfast-length": "0" };
    return new Response(null, { status: 416, headers });
  }
  if (isNew(viewer, found, asked)) await openDownload(viewer.ctx, { run, path, record: true });
  return send(found, asked);
});

/** What GET would answer, without the file; not a download, so not recorded. */
export const HEAD = signedIn<Params>(async ({ ctx }, request, { run }) => {
  const found = await openDownload(ctx, { run, path: pathOf(request), record: false });
  const condition = checkConditions(request.headers, found);
  const headers = new Headers(naming(found));
  if (condition === 200) headers.set("x-holdfast-length", String(found.size));
  return new Response(null, { status: condition, headers });
});

/** `null`: the whole archive. */
function pathOf(request: Request): string | null {
  return new URL(request.url).searchParams.get("path");
}

function send(found: Download, part: ByteRange | null): Response {
  const { start, end } = part ?? { start: 0, end: found.size - 1 };
  const headers = new Headers(naming(found));
  // Next drops Content-Length; bin/web.mjs makes it of this.
  headers.set("x-holdfast-length", String(end - start + 1));
  if (part) headers.set("content-range", `bytes ${start}-${end}/${found.size}`);
  const body = Readable.toWeb(found.open(part ?? undefined)) as ReadableStream<Uint8Array>;
  return new Response(body, { status: part ? 206 : 200, headers });
}

function naming({ name, kind, etag, modified }: Download): Record<string, string> {
  const plain = name.replace(/[^\w.-]/g, "_");
  return {
    // Never a type that a browser would show: the content is not ours.
    "content-type": kind === "zip" ? "application/zip" : "application/octet-stream",
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache, no-transform",
    etag,
    "last-modified": modified.toUTCString(),
  };
}

/**
 * Whether a request begins a download that the activity trail has to show. Its first byte always
 * does; a later part only where this session has not begun the same file within a day, so that a
 * resumed download is one line, and no byte leaves without one.
 */
function isNew({ session, ctx }: Viewer, { etag }: Download, part: ByteRange | null): boolean {
  const key = `${session.id} ${etag}`;
  const now = ctx.clock.now().getTime();
  const last = begun.get(key);
  if (part && part.start > 0 && last !== undefined && now - last < continuesMs) return false;
  begun.delete(key);
  begun.set(key, now);
  const [oldest] = begun.keys();
  if (begun.size > begunMax && oldest !== undefined) begun.delete(oldest);
  return true;
}
