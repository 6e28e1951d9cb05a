import { once } from "node:events";
import type { Readable } from "node:stream";
import type { ZipArchive } from "archiver";
import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { asFailure, fail } from "#lib/failures";
import { fileNames } from "./file-names.ts";
import { select, versionOf } from "./read.ts";
import type { ConfigVersion } from "./schema.ts";
import { loadText } from "./texts.ts";

/** As many versions one export holds: the browser sends all their ids at once. */
export const exportVersionsMax = 20_000;
/** As many are named in the activity trail; the rest is counted. */
const namedMax = 1_000;

const Versions = z.object({
  versionIds: z
    .array(z.string().max(64))
    .min(1, "Choose versions first.")
    .max(exportVersionsMax, `An export holds ${exportVersionsMax} versions at most.`),
});

/** A selection of versions on its way as one ZIP. */
export interface VersionExport {
  /** A name for the file on the reader's machine. */
  name: string;
  count: number;
  /** The ZIP as it is made; destroying it ends the making. */
  stream: Readable;
}

interface Exported {
  version: ConfigVersion;
  device: string;
}

/**
 * Packs the texts of versions into one ZIP, as the devices gave them, secrets and all. One text at
 * a time is held in memory. What cannot be read is named in a file of the ZIP.
 *
 * @throws Failure `forbidden`, `invalid`, `not-found` where none of them exists
 */
export async function exportVersions(
  ctx: Context,
  given: { versionIds: readonly string[] },
): Promise<VersionExport> {
  allow(ctx, "version:download");
  const { versionIds } = parseInput(Versions, given);
  const found = await findAll(ctx, versionIds);
  if (found.length === 0) throw fail("not-found", { what: "version", name: versionIds[0] ?? "" });
  const names = found.map(({ device, version }) => `${device}, version ${version.number}`);
  const more = names.length - namedMax;
  const after = {
    versions: [...names.slice(0, namedMax), ...(more > 0 ? [`and ${more} more`] : [])].join("\n"),
    bytes: found.reduce((sum, { version }) => sum + version.bytes, 0),
  };
  const name = found.length === 1 ? (names[0] ?? "") : `${found.length} versions`;
  const subject = {
    kind: "version",
    id: found.length === 1 ? (versionIds[0] ?? "") : "export",
    name,
  };
  await write(ctx.db, (tx) => audit(tx, ctx, { action: "version:download", subject, after }));
  const time = ctx.clock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, "");
  return { name: `configs-${time}.zip`, count: found.length, stream: await pack(ctx, found) };
}

async function findAll(ctx: Context, ids: readonly string[]): Promise<Exported[]> {
  const { configVersions, devices } = tables;
  const rows = await select(ctx).where(inArray(configVersions.id, [...new Set(ids)]));
  const names = await ctx.db
    .select({ id: devices.id, name: devices.name })
    .from(devices)
    .innerJoin(configVersions, eq(configVersions.deviceId, devices.id))
    .where(inArray(configVersions.id, [...new Set(ids)]));
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return rows
    .map(versionOf)
    .map((version) => ({ version, device: nameOf.get(version.deviceId) ?? version.deviceId }))
    .sort((a, b) => order(a, b));
}

function order(a: Exported, b: Exported): number {
  if (a.device !== b.device) return a.device < b.device ? -1 : 1;
  return a.version.number - b.version.number;
}

async function pack(ctx: Context, found: readonly Exported[]): Promise<Readable> {
  const { ZipArchive } = await import("archiver"); // sixty modules that few processes need
  const zip = new ZipArchive({ zlib: { level: 6 }, forceUTC: true });
  void fill(ctx, zip, found).catch((error) => zip.destroy(error));
  return zip;
}

async function fill(ctx: Context, zip: ZipArchive, found: readonly Exported[]): Promise<void> {
  const count = Map.groupBy(found, ({ version }) => version.deviceId);
  const names = fileNames(
    found.map(({ version, device }) => ({
      device,
      number: version.number,
      alone: version.state === "active" && count.get(version.deviceId)?.length === 1,
    })),
  );
  const missing: string[] = [];
  const put = putInto(zip);
  for (const [index, { version }] of found.entries()) {
    if (zip.destroyed) return;
    const name = names[index] ?? `${version.id}.cfg`;
    try {
      const text = await loadText(ctx.db, version.sha256);
      await put({ name, text, date: version.firstSeenAt });
    } catch (error) {
      const failure = asFailure(error);
      if (failure.causeName !== "text-damaged") throw error;
      missing.push(`${name}: ${failure.message}`);
    }
  }
  if (missing.length > 0) {
    const text = `These versions are not in this export:\n\n${missing.join("\n")}\n`;
    await put({ name: "missing.txt", text, date: ctx.clock.now() });
  }
  await zip.finalize();
}

/** Each entry waits until the one before went out: texts do not gather where the reader is slow. */
function putInto(zip: ZipArchive) {
  const gone = new AbortController();
  zip.once("close", () => gone.abort());
  return async (entry: { name: string; text: string; date: Date }): Promise<void> => {
    const { text, ...data } = entry;
    const sent = once(zip, "entry", { signal: gone.signal });
    zip.append(Buffer.from(text), { ...data, mode: 0o600 });
    await sent;
  };
}
