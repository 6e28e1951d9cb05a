import { downloadVersion, type VersionDownload } from "#lib/versions";
import { signedIn } from "../../guard.ts";

type Params = { versionId: string };

/** A version's text as the device gave it; every time it is sent stands in the activity trail. */
export const GET = signedIn<Params>(async ({ ctx }, _request, { versionId }) => {
  const found = await downloadVersion(ctx, { versionId, record: true });
  return new Response(found.text, { headers: headersOf(found) });
});

/** What GET would answer, without the text; not a download, so not recorded. */
export const HEAD = signedIn<Params>(async ({ ctx }, _request, { versionId }) => {
  const found = await downloadVersion(ctx, { versionId, record: false });
  return new Response(null, { headers: headersOf(found) });
});

/** It holds secrets: nothing on the way keeps it, and no browser shows it as a page of ours. */
function headersOf({ name, bytes }: VersionDownload): Record<string, string> {
  const plain = name.replace(/[^\w.~-]/g, "_");
  return {
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "private, no-store, no-transform",
    // Next drops Content-Length; bin/web.mjs makes it of this.
    "x-holdfast-length": String(bytes),
  };
}
