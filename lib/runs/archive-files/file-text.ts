import { buffer } from "node:stream/consumers";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { findPlatform, redact } from "#lib/platforms";
import { readArchivePath, type VaultPlace } from "#lib/vault";
import { platformOfText } from "#lib/versions";
import { keptArchive } from "../archives.ts";
import { vaultOf } from "../vault-place.ts";
import { type Decoded, decode } from "./decode.ts";
import {
  type ArchiveFile,
  type ArchiveFileText,
  type FileText,
  shownBytesMax,
  shownCharsMax,
  shownLinesMax,
} from "./schema.ts";

/**
 * The beginning of a file in a run's archive, as far as it is a text: only the blocks that hold it
 * are read. Secrets are taken out, by the rules of its platform where it is a device's.
 *
 * @param asked.run id or number
 * @throws Failure `not-found`, `archive-let-go`, or what the vault found wrong with it
 */
export async function readFileText(
  ctx: Context,
  asked: { run: string; path: string },
): Promise<ArchiveFileText> {
  allow(ctx, "archive:read");
  const { archive } = await keptArchive(ctx, asked.run);
  const place = await vaultOf(ctx.db);
  const found = await readBeginning(place, { ...asked, file: archive.file }, shownBytesMax);
  const { file, decoded, bytes } = found;
  if (decoded.kind === "binary") return { ...file, content: decoded };
  const platform = file.sha256 ? await platformOfText(ctx, file.sha256) : null;
  const lines = shownLines(decoded.text, platform);
  return { ...file, content: { ...lines, encoding: decoded.encoding, bytes } };
}

/** The first bytes of a file in an archive, read as a text where they are one. */
export async function readBeginning(
  place: VaultPlace,
  { file, path }: { file: string; path: string },
  bytesMax: number,
): Promise<{ file: ArchiveFile; decoded: Decoded; bytes: number }> {
  const found = path.endsWith("/") ? null : await readArchivePath(place, file, path);
  if (!found?.entry) throw fail("not-found", { what: "file", name: path });
  const { size, modified, sha256 } = found.entry;
  const bytes = Math.min(size, bytesMax);
  const begin =
    bytes === 0 ? Buffer.alloc(0) : await buffer(found.open({ start: 0, end: bytes - 1 }));
  const decoded = decode(begin, bytes === size);
  return { file: { path, size, modified, sha256 }, decoded, bytes };
}

function shownLines(text: string, platform: string | null) {
  const all = text.split("\n", shownLinesMax + 1);
  if (all.length <= shownLinesMax && all.at(-1) === "") all.pop();
  let cutLines = 0;
  const lines = all.slice(0, shownLinesMax).map((line) => {
    const own = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (own.length > shownCharsMax) cutLines += 1;
    return own.slice(0, shownCharsMax);
  });
  const hidden = redact(platform ? findPlatform(platform) : null, lines.join("\n"));
  const shown: Pick<FileText & { kind: "text" }, "kind" | "lines" | "cutLines" | "secrets"> = {
    kind: "text",
    lines: lines.length === 0 ? [] : hidden.text.split("\n"),
    cutLines,
    secrets: hidden.lines.length,
  };
  return shown;
}
