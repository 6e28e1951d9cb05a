import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { foldersAround, readSetting, writeSetting } from "#lib/settings";
import { beginVault } from "#lib/vault";

/**
 * Begins the installation's vault at its very first start and remembers its id. Afterwards nothing
 * is ever begun in its place: a missing vault is an unmounted disk.
 *
 * @throws Failure `vault-unavailable`, or what the disk refused
 */
export async function beginOwnVault(ctx: Context): Promise<void> {
  allow(ctx, "installation:begin");
  if ((await readSetting(ctx.db, "vaultId")) !== null) return;
  const { id } = await beginVault({ folder: foldersAround(ctx.db).vault }, ctx.clock);
  await write(ctx.db, async (tx) => {
    await writeSetting(tx, "vaultId", { value: id, at: ctx.clock.now() });
    const subject = { kind: "vault", id, name: "Vault" };
    await audit(tx, ctx, { action: "installation:begin", subject });
  });
}
