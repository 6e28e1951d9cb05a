import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";
import { normalise, type Platform } from "#lib/platforms";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);
/** A text that unpacks to more was not stored by us. */
const textBytesMax = 64_000_000;

/** A text ready to be stored: both its names, and its packed form. */
export interface PackedText {
  sha256: string;
  /** Of what counts as change on its platform. */
  normalSha256: string;
  deflated: Buffer;
  bytes: number;
  lines: number;
}

/** Packs a text outside of any transaction: it takes a while. */
export async function packText(platform: Platform, text: string): Promise<PackedText> {
  const content = Buffer.from(text);
  return {
    sha256: digest(content),
    normalSha256: digest(normalise(platform, text).text),
    deflated: await deflate(content),
    bytes: content.length,
    lines: text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
  };
}

/** Stores a text unless it is there. */
export async function storeText(tx: Transaction, packed: PackedText): Promise<void> {
  const { sha256, deflated, bytes, lines } = packed;
  const row = { sha256, deflated, bytes, lines };
  await tx.insert(tables.configTexts).values(row).onConflictDoNothing();
}

/**
 * A stored text, checked against its name.
 *
 * @throws Failure `not-found`, `text-damaged`
 */
export async function loadText(db: Context["db"], sha256: string): Promise<string> {
  const of = eq(tables.configTexts.sha256, sha256);
  const row = await db.select().from(tables.configTexts).where(of).get();
  if (!row) throw fail("not-found", { what: "text", name: sha256 });
  const content = await inflate(row.deflated, { maxOutputLength: textBytesMax }).catch(() => null);
  if (!content || digest(content) !== sha256) throw fail("text-damaged", { sha256 });
  return content.toString("utf8");
}

export function packTranscript(transcript: string): Promise<Buffer> {
  return deflate(Buffer.from(transcript));
}

export async function unpackTranscript(packed: Buffer): Promise<string> {
  return (await inflate(packed, { maxOutputLength: textBytesMax })).toString("utf8");
}

function digest(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
