import { and, inArray, isNotNull, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { binArchive, listBinned, unbinArchive } from "#lib/vault";
import { vaultOf } from "../vault-place.ts";

/** As many names are looked up at once. */
const namesAtOnce = 500;

/**
 * Puts the file of every archive where its record says that it lies, in the bin or among the others:
 * what a crash between the record and the move left. Safe to repeat, and beside everything else,
 * since whoever reads an archive looks in both places.
 */
export async function settleBin(ctx: Context): Promise<void> {
  allow(ctx, "run:work");
  const { file, letGoAt, leftBinAt } = tables.archives;
  const place = await vaultOf(ctx.db);
  const lying = await listBinned(place);
  const known = new Set(lying);
  const inBin = and(isNotNull(letGoAt), isNull(leftBinAt));
  const rows = await ctx.db.select({ file }).from(tables.archives).where(inBin);
  for (const row of rows) if (!known.has(row.file)) await binArchive(place, row.file);
  for (let from = 0; from < lying.length; from += namesAtOnce) {
    const names = inArray(file, lying.slice(from, from + namesAtOnce));
    const listed = await ctx.db
      .select({ file })
      .from(tables.archives)
      .where(and(names, isNull(letGoAt)));
    for (const row of listed) await unbinArchive(place, row.file);
  }
}
