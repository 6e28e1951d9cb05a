import { Readable } from "node:stream";
import { packBundle } from "#lib/doctor";
import { webProcess } from "../../web-process.ts";
import { signedIn } from "../guard.ts";

const headersOf = (name: string) => ({
  "content-type": "application/zip",
  "content-disposition": `attachment; filename="${name}"`,
  "cache-control": "private, no-store, no-transform",
});

/** The support bundle as one ZIP, packed while it is sent. */
export const GET = signedIn(async ({ ctx }) => {
  const { name, stream } = await packBundle(ctx, { key: webProcess().key });
  const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: headersOf(name) });
});

/** Says that it is there; nothing is packed. */
export const HEAD = signedIn(
  async () => new Response(null, { headers: headersOf("holdfast-support.zip") }),
);
