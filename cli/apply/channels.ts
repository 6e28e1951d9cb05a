import { z } from "zod";
import type { Context } from "#lib/context";
import { isFailure } from "#lib/failures";
import { changeChannel, createChannel, type LaidOver, layOver } from "#lib/notify";
import { ChannelInput } from "#lib/notify/schema";
import { Name } from "#lib/plans/schema";
import type { InstallationKey } from "#lib/secrets";
import type { Change } from "./changes.ts";
import type { ApplyFile, Problem } from "./file.ts";
import { SecretText } from "./inventory-shape.ts";
import type { ReadItem } from "./read-inventory.ts";
import { readSecret, type SecretPlaces } from "./secrets.ts";

const { kind, enabled } = ChannelInput.shape;

/** A channel as a file has it; any setting may be read from elsewhere. */
export const FileChannel = z.strictObject({
  name: Name,
  kind: kind.optional(),
  settings: z.record(z.string(), z.union([SecretText, z.number().transform(String)])).optional(),
  enabled: enabled.unwrap().optional(),
});
export type FileChannel = z.infer<typeof FileChannel>;

/** A channel of the file, laid over what is there. */
export interface CheckedChannel {
  laid: LaidOver;
  change: Change;
}

/** Checks the channels of a file; what they hold already is compared, never shown. */
export async function checkChannels(
  ctx: Context,
  file: ApplyFile,
  {
    given,
    key,
    places,
  }: { given: ReadItem<FileChannel>[]; key: InstallationKey; places: SecretPlaces },
): Promise<{ channels: CheckedChannel[]; problems: Problem[] }> {
  const channels: CheckedChannel[] = [];
  const problems: Problem[] = [];
  for (const { item, place } of given) {
    const add = (where: readonly string[], problem: string) =>
      problems.push({ line: file.lineOf([...place, ...where]), problem });
    const settings: Record<string, string> = {};
    for (const [name, source] of Object.entries(item.settings ?? {})) {
      const read = readSecret(source, places);
      if (typeof read === "object" && read !== null) add(["settings", name], read.problem);
      else settings[name] = read ?? "";
    }
    try {
      const laid = await layOver(ctx, { ...item, settings }, key);
      channels.push({ laid, change: changeOf(laid) });
    } catch (error) {
      if (!isFailure(error, "invalid")) throw error;
      const { problems: found } = error.facts as { problems: { field: string; problem: string }[] };
      for (const { field, problem } of found) add(field.split("."), problem);
    }
  }
  return { channels, problems };
}

export async function storeChannel(
  ctx: Context,
  { laid: { before, input }, change }: CheckedChannel,
  key: InstallationKey,
): Promise<void> {
  if (change.change === "unchanged") return;
  if (!before) await createChannel(ctx, input, key);
  else await changeChannel(ctx, { id: before.id, updatedAt: before.updatedAt, input }, key);
}

function changeOf({ before, input: { name }, differences }: LaidOver): Change {
  if (!before) return { kind: "channel", name, change: "added", differences };
  const change = differences.length > 0 ? "changed" : "unchanged";
  return { kind: "channel", name, change, differences };
}
