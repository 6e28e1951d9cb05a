import { Readable } from "node:stream";
import { fail } from "#lib/failures";
import { exportVersions } from "#lib/versions";
import { signedIn } from "../../guard.ts";

/** The versions of a selection as one ZIP, as `versions=ID,ID,…` of a form or of the address. */
export const POST = signedIn(async ({ ctx }, request) => send(ctx, await readForm(request)));

export const GET = signedIn(async ({ ctx }, request) =>
  send(ctx, new URL(request.url).searchParams.get("versions")),
);

/** Says that it is there; nothing is packed, so nothing is recorded. */
export const HEAD = signedIn(async () => new Response(null, { headers: headersOf("configs.zip") }));

async function send(ctx: Parameters<typeof exportVersions>[0], given: unknown): Promise<Response> {
  const ids = typeof given === "string" ? given.split(",").filter((id) => id !== "") : [];
  const { name, stream } = await exportVersions(ctx, { versionIds: ids });
  const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: headersOf(name) });
}

async function readForm(request: Request): Promise<unknown> {
  try {
    return (await request.formData()).get("versions");
  } catch {
    throw fail("usage", { problem: "This is not a form." });
  }
}

function headersOf(name: string): Record<string, string> {
  return {
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "private, no-store, no-transform",
  };
}
