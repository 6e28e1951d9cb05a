import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { compareTexts, compareTextsRange, platformOfText } from "#lib/versions";
import type { ComparedPart } from "#lib/versions/schema";
import { keptArchive } from "../archives.ts";
import { vaultOf } from "../vault-place.ts";
import { readBeginning } from "./file-text.ts";
import { type ComparedFile, comparedBytesMax, type FileComparison } from "./schema.ts";

/** A file in the archives of two runs, by id or number; `a` is shown as the older one. */
export interface FilePair {
  path: string;
  a: string;
  b: string;
}

/**
 * Compares a file in two archives, line by line and as far as it is a text; of long texts their
 * beginnings. What leaves here has its secrets taken out.
 *
 * @throws Failure `not-found`, `archive-let-go`, `text-work-ended`, or what the vault found wrong
 */
export async function compareFiles(ctx: Context, pair: FilePair): Promise<FileComparison> {
  allow(ctx, "archive:read");
  const [a, b] = [await sideOf(ctx, pair, pair.a), await sideOf(ctx, pair, pair.b)];
  const both = { path: pair.path, a: a.file, b: b.file };
  if (a.file.sha256 === b.file.sha256) return { ...both, outcome: { kind: "same" } };
  if (a.text === null || b.text === null) {
    return { ...both, outcome: { kind: "binary", types: { a: a.type, b: b.type } } };
  }
  const comparison = await compareTexts(await orderOf(ctx, a, b));
  return { ...both, outcome: { kind: "text", comparison, isCut: { a: a.isCut, b: b.isCut } } };
}

/** Rows of the same comparison that were left out of it. @throws as `compareFiles` */
export async function compareFilesRange(
  ctx: Context,
  pair: FilePair,
  range: { from: number; to: number },
): Promise<ComparedPart[]> {
  allow(ctx, "archive:read");
  const [a, b] = [await sideOf(ctx, pair, pair.a), await sideOf(ctx, pair, pair.b)];
  if (a.text === null || b.text === null) return [];
  return compareTextsRange(await orderOf(ctx, a, b), range);
}

interface Side {
  file: ComparedFile;
  /** `null`: it is none. */
  text: string | null;
  type: string | null;
  isCut: boolean;
}

async function sideOf(ctx: Context, { path }: FilePair, run: string): Promise<Side> {
  const { archive, number } = await keptArchive(ctx, run);
  const place = await vaultOf(ctx.db);
  const found = await readBeginning(place, { file: archive.file, path }, comparedBytesMax);
  const { decoded, bytes } = found;
  const isCut = bytes < found.file.size;
  return {
    file: { ...found.file, run: number, madeAt: archive.createdAt },
    text: decoded.kind === "text" ? wholeLines(decoded.text, isCut) : null,
    type: decoded.kind === "text" ? "text" : decoded.type,
    isCut,
  };
}

/** A line that is cut would differ from itself; one without an end stays as it is. */
function wholeLines(text: string, isCut: boolean): string {
  const end = isCut ? text.lastIndexOf("\n") : -1;
  return end < 0 ? text : text.slice(0, end + 1);
}

/** All lines take part: of a file nobody knows which would change by themselves. */
async function orderOf(ctx: Context, a: Side, b: Side) {
  const sent = async ({ file: { sha256 }, text }: Side) => ({
    platform: (sha256 && (await platformOfText(ctx, sha256))) || "",
    text: text ?? "",
  });
  return { a: await sent(a), b: await sent(b), withVolatile: true };
}
