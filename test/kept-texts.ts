import { workerActor } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables } from "#lib/db";
import { findPlatform } from "#lib/platforms";
import { keepCaptures } from "#lib/versions";

/** A device, and what it said: one text after another, a minute between them. */
export interface Said {
  name: string;
  platform?: string;
  site?: string;
  tags?: string[];
  texts: (string | { doubted: string })[];
}

const doubts = [{ code: "half-size", says: "The text is short.", evidence: "1 of 20 lines" }];

/** Adds devices that gave texts. @returns their ids, in order */
export async function keepTexts(ctx: Context, devices: readonly Said[]): Promise<string[]> {
  const at = ctx.clock.now();
  const times = { createdAt: at, updatedAt: at };
  const credentialId = newId();
  await ctx.db
    .insert(tables.credentials)
    .values({ id: credentialId, name: `login ${credentialId}`, username: "ada", ...times });
  const ids: string[] = [];
  for (const device of devices) ids.push(await keepOne(ctx, { device, credentialId, at }));
  return ids;
}

async function keepOne(
  ctx: Context,
  { device, credentialId, at }: { device: Said; credentialId: string; at: Date },
): Promise<string> {
  const { name, platform = "linux", site = "", tags = [], texts } = device;
  const id = newId();
  const row = { id, name, site, platform, address: `${id}.example.net`, port: 22, credentialId };
  const rest = { legacy: [], notes: "", limits: {}, enabled: true };
  const times = { createdAt: at, updatedAt: at };
  await ctx.db.insert(tables.devices).values({ ...row, ...rest, ...times });
  if (tags.length > 0) {
    await ctx.db.insert(tables.deviceTags).values(tags.map((tag) => ({ deviceId: id, tag })));
  }
  const worker = { ...ctx, actor: workerActor() };
  for (const [index, text] of texts.entries()) {
    const time = new Date(at.getTime() + index * 60_000);
    const given =
      typeof text === "string"
        ? { kind: "accepted" as const, text, hostname: null }
        : { kind: "doubtful" as const, text: text.doubted, hostname: null, doubts };
    const attempt = { deviceId: id, runId: null, platform: findPlatform(platform) };
    const span = { startedAt: time, endedAt: time, transcript: "" };
    await keepCaptures(worker, [{ ...attempt, ...span, given }]);
  }
  return id;
}
