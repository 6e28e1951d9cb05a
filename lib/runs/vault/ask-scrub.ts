import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { emit } from "#lib/events";
import { readSetting, type SettingValue, writeSetting } from "#lib/settings";
import { vaultSpace } from "#lib/vault";
import { countOpenRuns } from "../find.ts";
import { vaultOf } from "../vault-place.ts";
import { checkArchives, type VaultCheck } from "./check.ts";
import type { VaultOwner } from "./owners.ts";
import { rememberOutcome } from "./scrub-outcome.ts";

/** How often it is told how far the check has come. */
const tellMs = 1_000;

type Asked = NonNullable<SettingValue<"scrubAsk">>;

/**
 * Asks the worker to read the whole vault now. While one is asked for, asking again changes nothing.
 *
 * @returns `false`: one was asked for already
 */
export async function askScrub(ctx: Context): Promise<boolean> {
  allow(ctx, "archive:ask-check");
  return write(ctx.db, async (tx) => {
    if (await readSetting(tx, "scrubAsk")) return false;
    const at = ctx.clock.now();
    const asked = { askedAt: at.toISOString(), askedBy: ctx.actor.name };
    const value = { ...asked, isUnderWay: false, readBytes: 0, bytes: 0 };
    await writeSetting(tx, "scrubAsk", { value, at });
    await emit(tx, { at, kind: "vault.checking", subjectId: "vault", data: {} });
    await audit(tx, ctx, {
      action: "archive:ask-check",
      subject: { kind: "vault", id: "vault", name: "Vault" },
    });
    return true;
  });
}

/**
 * Reads the whole vault if somebody asked for it. Stands back while any run is open and goes on with
 * what was not read since it was asked for, also in another worker.
 *
 * @returns `null`: nobody asked, or a run is open
 * @throws as `checkArchives`; what was asked for is given up then
 */
export async function scrubWhenAsked(
  ctx: Context,
  { me, signal }: { me: VaultOwner; signal: AbortSignal },
): Promise<VaultCheck | null> {
  allow(ctx, "run:work");
  const asked = await readSetting(ctx.db, "scrubAsk");
  if (!asked || (await countOpenRuns(ctx)) > 0) return null;
  const check = () => readAll(ctx, { asked, me, signal });
  return rememberOutcome(ctx, { signal, check });
}

async function readAll(
  ctx: Context,
  { asked, me, signal }: { asked: Asked; me: VaultOwner; signal: AbortSignal },
): Promise<VaultCheck> {
  const bytes = (await vaultSpace(await vaultOf(ctx.db))).archiveBytes;
  let readBytes = asked.readBytes;
  let stoodBack = false;
  let told = Number.NEGATIVE_INFINITY;
  const tell = (isUnderWay: boolean) => remember(ctx, { ...asked, isUnderWay, readBytes, bytes });
  const goesOn = async () => {
    stoodBack = (await countOpenRuns(ctx)) > 0;
    if (!stoodBack && performance.now() - told < tellMs) return true;
    told = performance.now();
    await tell(!stoodBack);
    return !stoodBack;
  };
  const found = await checkArchives(ctx, {
    share: Number.EPSILON, // what was not read since it was asked for, and no more
    unreadSince: new Date(asked.askedAt),
    moved: (moved) => {
      readBytes += moved;
    },
    scrubbed: (examined) => ({
      begunAt: asked.askedAt,
      endedAt: ctx.clock.now().toISOString(),
      isDone: !stoodBack,
      readBytes: asked.readBytes + examined.read.bytes,
      bytes: examined.bytes,
      oldestReadAt: examined.oldestReadAt?.toISOString() ?? null,
      damaged: examined.damaged.length,
    }),
    ...{ me, signal, goesOn },
  });
  if (!stoodBack) await remember(ctx, null);
  return found;
}

// check: no-audit: how far it has come; that it was asked for, and what it found, are recorded.
async function remember(ctx: Context, value: Asked | null): Promise<void> {
  await write(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    await writeSetting(tx, "scrubAsk", { value, at });
    await emit(tx, { at, kind: "vault.checking", subjectId: "vault", data: {} });
  });
}
