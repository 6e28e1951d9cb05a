import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Database, type Transaction, tables } from "#lib/db";

/** Every setting with its shape and its value on a fresh installation. */
const shapes = {
  /** Zone in which the console shows times; plans keep their own. */
  timeZone: z.string().default("UTC"),
  /** Whether an outside clock calls `run --due`, so that a missing worker is no illness. */
  anotherClock: z.boolean().default(false),
  /** SHA-256 of the one-time setup token, hexadecimal; `null` once there is a user. */
  setupTokenHash: z.string().nullable().default(null),
  /** A known value sealed with the installation's key; `null` before the first start ended. */
  keyCheck: z.string().nullable().default(null),
  /** Id of the vault this installation began; `null` before that. */
  vaultId: z.string().nullable().default(null),
  /** The worker's term: grows with every worker that takes over. */
  workerTerm: z.number().int().default(0),
  /** Within so many days the rolling check reads the whole vault. */
  scrubDays: z.number().int().min(1).max(365).default(30),
  /** So many days what was let go waits in the bin; 0: its space is freed at once. */
  binDays: z.number().int().min(0).max(365).default(7),
  /** When the bin was looked after last; `null`: never. */
  binTendedAt: z.iso.datetime().nullable().default(null),
  /** What a person set of the rules of alarms, by kind; each is parsed by the room `alarms`. */
  alarmRules: z.record(z.string(), z.unknown()).default({}),
  /** How many hours old the copy of a device may become, by its tag. */
  tagObjectives: z.record(z.string(), z.number().int()).default({}),
  /** What is told without anything being wrong, parsed by the room `alarms`; `null`: nobody set it. */
  summaries: z.unknown().nullable().default(null),
  /** End of the span that was told of last; `null`: nothing was looked for yet. */
  digestSentUntil: z.iso.datetime().nullable().default(null),
  reportSentUntil: z.iso.datetime().nullable().default(null),
  /** Id of the newest config version that was looked at for being told; `null`: none was. */
  changesToldUntil: z.string().nullable().default(null),
  /** Hours in which only what breaks through is told; `null`: none. */
  quietHours: z.object({ from: z.string(), until: z.string() }).nullable().default(null),
  /** When the web process last said that it is there; `null`: it was stopped, or never began. */
  webSeenAt: z.iso.datetime().nullable().default(null),
  /** Set anew whenever there may be blocks that nothing needs; `null`: pruning has nothing to do. */
  pruneDue: z.string().nullable().default(null),
  /** Addresses and networks inside the network that messages may go to. */
  allowedAddresses: z.array(z.string()).default([]),
  /** The last event that was looked at for heartbeats of runs; `null`: they have not begun. */
  heartbeatCursor: z.number().int().nullable().default(null),
  /** SHA-256 of the token that reads the metrics, hexadecimal; `null`: nobody reads them. */
  metricsToken: z
    .object({ sha256: z.string(), madeAt: z.iso.datetime(), madeBy: z.string() })
    .nullable()
    .default(null),
  /** The rolling check's last round; `null` before the first. */
  scrub: z
    .object({
      begunAt: z.iso.datetime(),
      endedAt: z.iso.datetime(),
      /** `false`: a run came, and the rest is read later. */
      isDone: z.boolean(),
      readBytes: z.number(),
      /** Of the whole vault. */
      bytes: z.number(),
      /** When what was not read for longest was read. */
      oldestReadAt: z.iso.datetime().nullable(),
      damaged: z.number(),
    })
    .nullable()
    .default(null),
  /** A check of the whole vault that somebody asked for; `null`: nobody waits for one. */
  scrubAsk: z
    .object({
      askedAt: z.iso.datetime(),
      askedBy: z.string(),
      /** `false`: it waits for the worker, or for runs that are open. */
      isUnderWay: z.boolean(),
      readBytes: z.number(),
      /** Of the whole vault; 0: not yet known. */
      bytes: z.number(),
    })
    .nullable()
    .default(null),
  /** What checks read whole, day by day (UTC), oldest first. */
  scrubReads: z
    .array(z.object({ at: z.iso.datetime(), bytes: z.number(), damaged: z.number() }))
    .default([]),
  /** Why the worker's last check could not go through; `null`: it did. */
  scrubFailed: z.object({ at: z.iso.datetime(), sentence: z.string() }).nullable().default(null),
  /** Plans whose history in the vault is not the one that was written, as the last check found. */
  alteredHistories: z
    .array(z.object({ planId: z.string(), plan: z.string(), detail: z.string() }))
    .default([]),
} as const;

export type SettingName = keyof typeof shapes;
export type SettingValue<N extends SettingName> = z.infer<(typeof shapes)[N]>;

/** Reads one setting; the value of a fresh installation where nobody set it. */
export async function readSetting<N extends SettingName>(
  db: Database | Transaction,
  name: N,
): Promise<SettingValue<N>> {
  const row = await db.select().from(tables.settings).where(eq(tables.settings.key, name)).get();
  return shapes[name].parse(row?.value) as SettingValue<N>;
}

/** Writes one setting inside the caller's transaction, which authorises and audits. */
export async function writeSetting<N extends SettingName>(
  tx: Transaction,
  name: N,
  setting: { value: SettingValue<N>; at: Date },
): Promise<void> {
  const value = shapes[name].parse(setting.value);
  if (value === null) {
    await tx.delete(tables.settings).where(eq(tables.settings.key, name)); // as on a fresh installation
    return;
  }
  const row = { key: name, value, updatedAt: setting.at };
  await tx
    .insert(tables.settings)
    .values(row)
    .onConflictDoUpdate({ target: tables.settings.key, set: { value, updatedAt: setting.at } });
}
