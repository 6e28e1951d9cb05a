import { Readable } from "node:stream";
import { z } from "zod";
import { openLogs, parseInput } from "#lib/access";
import { LogPart } from "#lib/access/schema";
import { signedIn } from "../guard.ts";

const Asked = z.object({ part: LogPart });

/** The whole log of one part, as JSON lines, oldest first. */
export const GET = signedIn(async ({ ctx }, request) => {
  const asked = parseInput(Asked, Object.fromEntries(new URL(request.url).searchParams));
  const body = Readable.toWeb(Readable.from(openLogs(ctx, asked))) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="holdfast-${asked.part}.log"`,
      "cache-control": "private, no-store",
    },
  });
});
