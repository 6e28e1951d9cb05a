import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { tables } from "#lib/db";
import type { Work } from "./carry-out.ts";

/** The newest archive of the plan that was read back: its unchanged files need not be read again. */
export async function previousFile({
  ctx,
  plan,
}: Pick<Work, "ctx" | "plan">): Promise<string | null> {
  const { archives } = tables;
  const listed = and(
    eq(archives.planId, plan.id),
    isNull(archives.letGoAt),
    isNotNull(archives.verifiedAt), // of a damaged one only what misses a block is read again
  );
  const newest = await ctx.db
    .select({ file: archives.file })
    .from(archives)
    .where(listed)
    .orderBy(desc(archives.createdAt))
    .limit(1);
  return newest[0]?.file ?? null;
}
