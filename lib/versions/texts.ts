import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, deflateRawSync, inflateRaw } from "node:zlib";
import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";
import { normalise, type Platform } from "#lib/platforms";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);
/** Small windows: a text is packed once, and a packer of the usual size takes 256 kB to begin with. */
const packing = { memLevel: 6, windowBits: 14 } as const;
/** A text that unpacks to more was not stored by us. */
const textBytesMax = 64_000_000;

/** A text with both its names; packed only where it has to be stored. */
export interface NamedText {
  content: Buffer;
  sha256: string;
  /** Of what counts as change on its platform. */
  normalSha256: string;
  lines: number;
  /** `null`: not packed yet. */
  deflated: Buffer | null;
}

export function nameText(platform: Platform, text: string): NamedText {
  const content = Buffer.from(text);
  return {
    content,
    sha256: digest(content),
    normalSha256: digest(normalise(platform, text).text),
    lines: text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    deflated: null,
  };
}

/** Packs a text outside of any transaction: it takes a while. */
export async function packText(text: NamedText): Promise<void> {
  text.deflated = await deflate(text.content, packing);
}

/** Stores texts unless they are there. */
export async function storeTexts(tx: Transaction, texts: readonly NamedText[]): Promise<void> {
  if (texts.length === 0) return;
  const rows = texts.map(({ sha256, content, deflated, lines }) => {
    const packed = deflated ?? deflateRawSync(content, packing); // somebody was quicker since it was looked up
    return { sha256, deflated: packed, bytes: content.length, lines };
  });
  await tx.insert(tables.configTexts).values(rows).onConflictDoNothing();
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
  return deflate(Buffer.from(transcript), { memLevel: 4, windowBits: 12 });
}

export async function unpackTranscript(packed: Buffer): Promise<string> {
  return (await inflate(packed, { maxOutputLength: textBytesMax })).toString("utf8");
}

function digest(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
