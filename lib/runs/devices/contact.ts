import { type Limits, type Login, type Target, usualLimits } from "#lib/collect";
import type { Context } from "#lib/context";
import { type Device, openLogin, platformOf } from "#lib/inventory";
import type { InstallationKey } from "#lib/secrets";
import type { LastGood } from "#lib/versions";

/** What talking with devices needs besides the devices. */
export interface Means {
  key: InstallationKey;
  /** Whether this machine itself may be a device. */
  allowLoopback: boolean;
}

/** Everything under which a device is talked with: its pinned key, its login, its limits. */
export async function targetOf(
  ctx: Context,
  means: Means,
  { device, last }: { device: Device; last: LastGood | null },
): Promise<Target> {
  const login = await openLogin(ctx, { id: device.credential.id }, means.key);
  return targetWith(login, means, { device, last });
}

/** The same where the credential is open already. */
export function targetWith(
  login: Login,
  { allowLoopback }: Means,
  { device, last }: { device: Device; last: LastGood | null },
): Target {
  const { address, port, hostKey, legacy } = device;
  const platform = platformOf(device);
  const limits = limitsOf(device);
  return { address, port, platform, hostKey, legacy, login, limits, allowLoopback, last };
}

/** Opens each credential once, however many devices have it. */
export function openingLogins(ctx: Context, { key }: Means): (id: string) => Promise<Login> {
  const open = new Map<string, Promise<Login>>();
  return (id) => {
    const login = open.get(id) ?? openLogin(ctx, { id }, key);
    open.set(id, login);
    return login;
  };
}

function limitsOf({ limits: { silentSeconds, commandSeconds } }: Device): Limits {
  return {
    ...usualLimits,
    ...(silentSeconds ? { silentMs: silentSeconds * 1_000 } : {}),
    ...(commandSeconds ? { commandMs: commandSeconds * 1_000 } : {}),
  };
}
