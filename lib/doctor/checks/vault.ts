import type { Context } from "#lib/context";
import { asFailure, plural } from "#lib/failures";
import { listArchives, readScrub } from "#lib/runs";
import { foldersAround, readSetting } from "#lib/settings";
import { checkVault } from "#lib/vault";
import { bad, good, warning } from "../finding.ts";
import type { Finding } from "../schema.ts";

/** The rolling check reads on every day; a machine that is off for a weekend is no news. */
const scrubMsMax = 4 * 86_400_000;

/** The vault: there, the one this installation began, and read back a share a day. */
export async function checkVaultState(ctx: Context): Promise<Finding[]> {
  return [await readable(ctx), await damage(ctx), await scrub(ctx)];
}

async function readable(ctx: Context): Promise<Finding> {
  const named = { id: "vault.readable", title: "Vault" };
  const { vault: folder } = foldersAround(ctx.db);
  const id = await readSetting(ctx.db, "vaultId");
  try {
    await checkVault({ folder, ...(id === null ? {} : { id }) });
    return good(named, "It is there, and the one this installation began.");
  } catch (error) {
    const { message, next } = asFailure(error);
    return bad(named, { sentence: message, remedy: next });
  }
}

async function damage(ctx: Context): Promise<Finding> {
  const named = { id: "vault.damage", title: "Archives" };
  const { total } = await listArchives(ctx, { state: "damaged", limit: 1 });
  if (total === 0) return good(named, "None is known to be damaged.");
  return bad(named, {
    sentence: `${plural(total, "archive")} cannot be read back whole.`,
    remedy: "Run its plan again: what is missing is read again where the source still has it.",
    page: { words: "Show damaged archives", path: "/archives?view=damaged" },
  });
}

async function scrub(ctx: Context): Promise<Finding> {
  const named = { id: "vault.checked", title: "Check of the vault" };
  const { last, days } = await readScrub(ctx);
  const { total } = await listArchives(ctx, { limit: 1 });
  if (total === 0) return good(named, "There is no archive to read yet.");
  const endedMs = last ? Date.parse(last.endedAt) : 0;
  const remedy = "See that the worker runs, or read a share now.";
  const command = "npx holdfast vault check --read 5%";
  if (!last) return warning(named, { sentence: "It has not checked yet.", remedy, command });
  const when = last.endedAt.slice(0, 16);
  if (ctx.clock.now().getTime() - endedMs > scrubMsMax) {
    return warning(named, { sentence: `It read last at ${when}Z.`, remedy, command });
  }
  return good(named, `It read last at ${when}Z, and reads everything within ${days} days.`);
}
