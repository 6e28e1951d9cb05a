import { eq } from "drizzle-orm";
import { allow, audit, systemActor } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { noteLengthMax } from "./archive-schema.ts";
import { keptArchive } from "./archives.ts";

/**
 * Pins the archive of a run (by id or number): from then on neither retention nor a person lets it
 * go before it is unpinned. Who pinned it and when is remembered; whoever pinned first stays named,
 * but a person takes the place of the installation: it takes back only what is still its own.
 *
 * Any actor may call it: the installation itself pins an archive with `systemActor()`. A `note` that
 * comes with a pin is written where none stands; a person's also takes the place of another.
 *
 * @returns whether it was pinned by this call; `false`: it was pinned already
 * @throws Failure `not-found`, `archive-let-go`, `archive-in-bin`; `invalid` for a note that is too long
 */
export async function pinArchive(
  ctx: Context,
  { run, note }: { run: string; note?: string | undefined },
): Promise<boolean> {
  allow(ctx, "archive:pin");
  const text = note === undefined ? undefined : checkedNote(note);
  return change(ctx, run, async (tx, { archive, subject }) => {
    const isPerson = ctx.actor.kind === "user" || ctx.actor.kind === "cli";
    const isNews = text !== undefined && (isPerson || archive.note === null);
    const isOfInstallation = archive.pinnedById === systemActor().id && isPerson;
    const isPinned = archive.pinnedAt !== null && !isOfInstallation;
    if (isPinned && !isNews) return false;
    const set = { ...(isPinned ? {} : pinOf(ctx)), ...(isNews ? { note: text } : {}) };
    await tx.update(tables.archives).set(set).where(eq(tables.archives.id, archive.id));
    const after = isNews ? { note: text } : null;
    const action = isPinned ? "archive:note" : "archive:pin";
    await audit(tx, ctx, { action, subject, before: { note: archive.note }, after });
    return !isPinned;
  });
}

/** What stands on an archive that the actor pins now. */
export function pinOf({ actor, clock }: Context) {
  return { pinnedAt: clock.now(), pinnedBy: actor.name, pinnedById: actor.id };
}

/**
 * Leaves a pinned archive to retention again; its note stays.
 *
 * @returns whether it was pinned
 * @throws Failure `not-found`, `archive-let-go`, `archive-in-bin`
 */
export async function unpinArchive(ctx: Context, { run }: { run: string }): Promise<boolean> {
  allow(ctx, "archive:pin");
  return change(ctx, run, async (tx, { archive, subject }) => {
    if (archive.pinnedAt === null) return false;
    const set = { pinnedAt: null, pinnedBy: null, pinnedById: null };
    await tx.update(tables.archives).set(set).where(eq(tables.archives.id, archive.id));
    await audit(tx, ctx, { action: "archive:pin", subject, after: { pinned: false } });
    return true;
  });
}

/**
 * Writes what a person has to say about an archive; an empty text takes the note away.
 *
 * @throws Failure `not-found`, `archive-let-go`, `archive-in-bin`; `invalid` for a note that is too long
 */
export async function noteArchive(
  ctx: Context,
  { run, note }: { run: string; note: string },
): Promise<void> {
  allow(ctx, "archive:note");
  const text = checkedNote(note);
  await change(ctx, run, async (tx, { archive, subject }) => {
    if (text === archive.note) return;
    await tx.update(tables.archives).set({ note: text }).where(eq(tables.archives.id, archive.id));
    const [before, after] = [{ note: archive.note }, { note: text }];
    await audit(tx, ctx, { action: "archive:note", subject, before, after });
  });
}

interface Pinnable {
  archive: typeof tables.archives.$inferSelect;
  subject: { kind: string; id: string; name: string };
}

/** Changes an archive that is kept, as it stands inside the transaction. */
// check: no-audit: each change says itself what it did.
async function change<T>(
  ctx: Context,
  run: string,
  work: (tx: Transaction, of: Pinnable) => Promise<T>,
): Promise<T> {
  allow(ctx, "archive:read");
  return write(ctx.db, async (tx) => {
    const { archive, number, planName } = await keptArchive({ db: tx }, run);
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    const done = await work(tx, { archive, subject });
    const data = { planId: archive.planId, number };
    await emit(tx, { at: ctx.clock.now(), kind: "archive.changed", subjectId: archive.id, data });
    return done;
  });
}

function checkedNote(note: string): string | null {
  const text = note.trim();
  if (text.length <= noteLengthMax) return text || null;
  const problem = `It has ${text.length} characters; a note has ${noteLengthMax} at most.`;
  throw fail("invalid", { problems: [{ field: "note", problem }] });
}
