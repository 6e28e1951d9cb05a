import { once } from "node:events";
import path from "node:path";
import type { Readable } from "node:stream";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import type { InstallationKey } from "#lib/secrets";
import { foldersAround } from "#lib/settings";
import { examine } from "../examine.ts";
import { type Machine, thisMachine } from "../machine.ts";
import { logTail } from "./log-tail.ts";
import { type Pseudonyms, pseudonymsOf } from "./pseudonyms.ts";
import * as state from "./state.ts";

const parts = ["web", "worker", "supervisor", "cli"] as const;

/** What is made of one file of the bundle. */
type Make = (ctx: Context, words: Pseudonyms, machine: Machine) => unknown;

const documents: Record<string, Make> = {
  "versions.json": (_ctx, _words, machine) => state.versions(machine),
  "findings.json": async (ctx, words, machine) =>
    (await examine(ctx, machine)).findings.map(({ id, state: found, title, sentence }) => ({
      ...{ id, state: found, title, sentence: words.text(sentence) },
    })),
  "settings.json": (ctx) => state.settings(ctx),
  "plans.json": (ctx, words) => state.plans(ctx, words),
  "devices.json": (ctx, words) => state.devices(ctx, words),
  "runs.json": (ctx, words) => state.runs(ctx, words),
  "tables.json": (ctx) => state.tableSizes(ctx),
  "vault.json": (ctx, words) => state.vault(ctx, words),
};

/** One file of the bundle, as it is in it. */
export interface BundleFile {
  name: string;
  text: string;
}

/** The key of the installation, where there is one; the process that packs. */
export interface BundleMeans {
  key: InstallationKey | null;
  machine?: Machine;
}

/**
 * What somebody who helps needs to know, file by file: no secrets, and no name, address or path of
 * this installation. One file at a time is held in memory, each of a few megabytes at most.
 */
export async function* bundleFiles(
  ctx: Context,
  { key, machine = thisMachine() }: BundleMeans,
): AsyncGenerator<BundleFile> {
  allow(ctx, "health:read");
  const words = await pseudonymsOf(ctx, key);
  for (const [name, make] of Object.entries(documents)) {
    yield { name, text: `${JSON.stringify(await make(ctx, words, machine), null, 2)}\n` };
  }
  const { logs } = foldersAround(ctx.db);
  for (const part of parts) {
    const name = `${part}.log`;
    yield { name: `logs/${name}`, text: await logTail(path.join(logs, name), words) };
  }
}

/** The same packed as one ZIP while it is read. @returns a name for the file, and its bytes */
export async function packBundle(
  ctx: Context,
  means: BundleMeans,
): Promise<{ name: string; stream: Readable }> {
  allow(ctx, "health:read");
  const { ZipArchive } = await import("archiver");
  const zip = new ZipArchive({ zlib: { level: 6 }, forceUTC: true });
  const date = ctx.clock.now();
  const gone = new AbortController();
  zip.once("close", () => gone.abort());
  const fill = async () => {
    for await (const { name, text } of bundleFiles(ctx, means)) {
      if (zip.destroyed) return;
      const sent = once(zip, "entry", { signal: gone.signal });
      zip.append(Buffer.from(text), { name, date, mode: 0o600 });
      await sent;
    }
    await zip.finalize();
  };
  void fill().catch((error) => zip.destroy(error));
  const time = date.toISOString().replace(/[-:]|\.\d+/g, "");
  return { name: `holdfast-support-${time}.zip`, stream: zip };
}
