import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { plural } from "#lib/failures";
import { writeSetting } from "#lib/settings";
import { type DamagedArchive, type Examined, examineVault } from "#lib/vault";
import { vaultOf } from "../vault-place.ts";
import { type AlteredHistory, alteredIn, rememberAltered } from "./altered.ts";
import type { VaultOwner } from "./owners.ts";
import { noteRead } from "./scrub-reads.ts";
import type { Scrub } from "./scrub-state.ts";

/** So many paths stand in what is remembered of a damaged archive. */
const pathsToldMax = 3;

/** How a check is done. */
export interface CheckOrder {
  /** How much of the packs is read whole, 0 to 1: what was not read for longest first. */
  share: number;
  /** Also read, whatever the share, what was not read since then; `null`: the share alone counts. */
  unreadSince: Date | null;
  /** The worker that does it; `""`: somebody else's process. */
  me: VaultOwner;
  /** Asked before each pack: `false` leaves the rest for another time. */
  goesOn?: () => Promise<boolean>;
  /** What the rolling check remembers of itself once this one ended; absent: it is none. */
  scrubbed?: (found: Examined) => Scrub;
  /** Bytes were read. */
  moved?: (bytes: number) => void;
  signal: AbortSignal;
}

/** A damaged archive as people know it. */
export interface CheckedArchive extends DamagedArchive {
  /** `null`: this installation does not know it. */
  run: number | null;
  plan: string | null;
}

/** What a check found. */
export interface VaultCheck extends Omit<Examined, "damaged" | "whole" | "lists"> {
  damaged: CheckedArchive[];
  /** Where what lies in the vault is not the history that was written. */
  altered: AlteredHistory[];
  /** Archives that were known as damaged and are whole again. */
  healed: { run: number; plan: string }[];
}

/**
 * Checks the vault: everything that an archive needs has to be there, and a share of the packs is
 * read whole. What is damaged is marked and told, what is whole again as well. Goes on beside runs.
 *
 * @throws Failure as `checkVault`; disk failures; the signal's reason
 */
export async function checkArchives(ctx: Context, order: CheckOrder): Promise<VaultCheck> {
  allow(ctx, "archive:check");
  const known = await knownArchives(ctx);
  const { scrubbed: _, me, ...how } = order;
  const found = await examineVault(await vaultOf(ctx.db), {
    ...{ ...how, ...me, archiveId: newId(), now: ctx.clock.now() },
    archives: known.map(({ archive }) => archive),
  });
  const kept = await stillKept(ctx, known);
  const left = new Set(kept.map(({ archive }) => archive.file));
  const went = new Set(known.map(({ archive }) => archive.file).filter((file) => !left.has(file)));
  found.damaged = found.damaged.filter(({ file }) => !went.has(file));
  const altered = await alteredIn(ctx, found);
  const healed = await record(ctx, { known: kept, found, altered, order });
  const { damaged, whole: __, lists: ___, ...counts } = found;
  const byFile = new Map(kept.map((each) => [each.archive.file, each]));
  const told = [...damaged, ...notLookedAt(kept, found)].map((each) => {
    const of = byFile.get(each.file);
    return { ...each, run: of?.number ?? null, plan: of?.planName ?? null };
  });
  return { ...counts, healed, altered, damaged: told };
}

/** Archives may leave the bin while they are checked. */
async function stillKept(ctx: Context, known: readonly Known[]): Promise<Known[]> {
  const { id, leftBinAt } = tables.archives;
  const rows = await ctx.db.select({ id }).from(tables.archives).where(isNull(leftBinAt));
  const ids = new Set(rows.map((row) => row.id));
  return known.filter(({ archive }) => ids.has(archive.id));
}

/** Archives of the first version that are known as damaged and were not read this time. */
function notLookedAt(kept: readonly Known[], found: Examined): DamagedArchive[] {
  const seen = new Set([...found.whole, ...found.damaged.map(({ file }) => file)]);
  return kept.flatMap(({ archive: { file, damaged } }) =>
    damaged && !seen.has(file) ? [{ file, detail: damaged, paths: [], entries: 0 }] : [],
  );
}

/** Whether any archive that is kept is known as damaged. */
export async function anyDamaged(ctx: Context): Promise<boolean> {
  allow(ctx, "archive:read");
  const damaged = and(isNotNull(tables.archives.damaged), isNull(tables.archives.letGoAt));
  const { id } = tables.archives;
  return (await ctx.db.select({ id }).from(tables.archives).where(damaged).limit(1)).length > 0;
}

async function knownArchives(ctx: Context) {
  return ctx.db
    .select({
      archive: tables.archives,
      number: tables.runs.number,
      planName: tables.plans.name,
    })
    .from(tables.archives)
    .innerJoin(tables.runs, eq(tables.runs.id, tables.archives.runId))
    .innerJoin(tables.plans, eq(tables.plans.id, tables.archives.planId))
    .where(and(isNull(tables.archives.leftBinAt), isNotNull(tables.archives.verifiedAt)));
}

type Known = Awaited<ReturnType<typeof knownArchives>>[number];

interface Found {
  known: readonly Known[];
  found: Examined;
  altered: readonly AlteredHistory[];
  order: CheckOrder;
}

/** Marks what is damaged and what no longer is, and tells both. @returns what was healed */
async function record(
  ctx: Context,
  { known, found, altered, order }: Found,
): Promise<VaultCheck["healed"]> {
  allow(ctx, "archive:check");
  const damage = new Map(found.damaged.map((each) => [each.file, each]));
  const whole = new Set(found.whole);
  const marked = known.filter(({ archive }) => damage.has(archive.file));
  const healed = known.filter(({ archive }) => archive.damaged && whole.has(archive.file));
  const news = marked.filter(({ archive }) => !archive.damaged);
  const isAsked = ctx.actor.kind === "user" || ctx.actor.kind === "cli";
  await write(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    for (const { archive } of marked) {
      const damaged = sentenceOf(damage.get(archive.file));
      await tx.update(tables.archives).set({ damaged }).where(eq(tables.archives.id, archive.id));
    }
    for (const { archive } of healed) {
      const sound = { damaged: null };
      await tx.update(tables.archives).set(sound).where(eq(tables.archives.id, archive.id));
    }
    const tell = async (kind: "archive.damaged" | "archive.healed", { archive, number }: Known) => {
      const data = { planId: archive.planId, number };
      await emit(tx, { at, kind, subjectId: archive.id, data });
    };
    for (const each of news) await tell("archive.damaged", each);
    for (const each of healed) await tell("archive.healed", each);
    await rememberAltered(tx, altered, at);
    await noteRead(tx, { at, bytes: found.read.bytes, damaged: found.damaged.length });
    if (order.scrubbed) await writeSetting(tx, "scrub", { value: order.scrubbed(found), at });
    const data = { damaged: found.damaged.length, healed: healed.length };
    if (order.share > 0) await emit(tx, { at, kind: "vault.checked", subjectId: "vault", data });
    if (!isAsked && news.length + healed.length + altered.length === 0) return;
    await audit(tx, ctx, {
      action: "archive:check",
      subject: { kind: "vault", id: "vault", name: "Vault" },
      after: {
        archives: found.archives,
        bytesRead: found.read.bytes,
        damaged: marked.map(({ planName, number }) => `${planName}, run ${number}`),
        healed: healed.map(({ planName, number }) => `${planName}, run ${number}`),
        altered: altered.map(({ plan, detail }) => `${plan}: ${detail}`),
      },
    });
  });
  return healed.map(({ number, planName }) => ({ run: number, plan: planName }));
}

/** "2 entries cannot be read (media/a.jpg, media/b.jpg): block … is missing" */
function sentenceOf(archive: DamagedArchive | undefined): string {
  if (!archive || archive.entries === 0) return archive?.detail ?? "";
  const named = archive.paths.slice(0, pathsToldMax).join(", ");
  const more = archive.entries > pathsToldMax ? " …" : "";
  const which = named ? ` (${named}${more})` : "";
  return `${plural(archive.entries, "entry", "entries")} cannot be read${which}: ${archive.detail}`;
}
