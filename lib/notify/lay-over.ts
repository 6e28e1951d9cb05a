import { allow, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import type { InstallationKey } from "#lib/secrets";
import { kinds } from "./channels/list.ts";
import { type Channel, ChannelInput, type ChannelKindId } from "./schema.ts";
import { settingsOf } from "./settings-of.ts";
import { kindOf, openSettings, readChannels, shown } from "./stored.ts";

/** A channel as a file names it; what is absent stays as it is. */
export interface WantedChannel {
  name: string;
  kind?: ChannelKindId | undefined;
  settings: Record<string, string>;
  enabled?: boolean | undefined;
}

/** A wanted channel laid over what is there; nothing is changed yet. */
export interface LaidOver {
  before: Channel | null;
  /** What to create or change it with. */
  input: ChannelInput;
  /** Each thing that differs; of a secret only that it does. */
  differences: { what: string; was: string | null; is: string | null }[];
}

/**
 * Compares a channel of a file with the one of its name, whatever the case; stored secrets are
 * compared, never shown.
 *
 * @throws Failure `invalid` with the fields, `unseal-failed`
 */
export async function layOver(
  ctx: Context,
  wanted: WantedChannel,
  key: InstallationKey,
): Promise<LaidOver> {
  allow(ctx, "channel:change");
  const folded = wanted.name.normalize("NFC").toLowerCase();
  const row = (await readChannels(ctx.db)).find(({ name }) => name.toLowerCase() === folded);
  const kindId = wanted.kind ?? (row ? kindOf(row).id : undefined);
  if (!kindId) refuse("kind", "A new channel needs a kind, such as mail.");
  if (row && kindId !== row.kind) refuse("kind", `It is of the kind ${row.kind}, which stays.`);
  const kind = kinds[kindId];
  const held = row ? openSettings(key, row) : null;
  const isSecret = (name: string) =>
    kind.fields.some((field) => field.name === name && field.secret);
  const kept = Object.entries(held ?? {}).filter(([name]) => !isSecret(name));
  const settings = { ...Object.fromEntries(kept), ...wanted.settings };
  const input = parseInput(ChannelInput, {
    ...{ name: row?.name ?? wanted.name, kind: kindId, settings },
    enabled: wanted.enabled ?? row?.enabled ?? true,
  });
  const whole = settingsOf(kind, input.settings, held);
  const differences = kind.fields.flatMap(({ name, secret }) => {
    const [was, is] = [held?.[name] || null, whole[name] || null];
    if (was === is) return [];
    if (!secret) return [{ what: name, was, is }];
    return [{ what: name, was: was && "set", is: is && (was ? "another one" : "set") }];
  });
  if (row && row.enabled !== input.enabled) {
    const words = (enabled: boolean) => (enabled ? "yes" : "no");
    differences.push({ what: "enabled", was: words(row.enabled), is: words(input.enabled) });
  }
  return { before: row ? shown(row) : null, input, differences };
}

function refuse(field: string, problem: string): never {
  throw fail("invalid", { problems: [{ field, problem }] });
}
