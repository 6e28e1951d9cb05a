import type { Command } from "commander";
import { type ProtectedDevice, readProtection } from "#lib/alarms";
import { platformNames } from "#lib/platforms/schema";
import { type Asked, command } from "../command.ts";
import { formatTime, fullTime } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printJson, printTable } from "../print.ts";

export function deviceListCommand(): Command {
  return command("list", {
    description: "List devices with how old their configurations are",
    example: "npx holdfast device list",
  }).action(list);
}

/** A device in the form that `--json` gives; fields are only ever added. */
export interface DeviceDocument {
  id: string;
  name: string;
  address: string;
  port: number;
  /** `null`: detected at the first contact. */
  platform: string | null;
  credential: string;
  tags: string[];
  site: string;
  enabled: boolean;
  /** `null`: pinned at the first contact. */
  hostKey: string | null;
  /** How well it is protected: protected, stale, unprotected or paused. */
  protection: string;
  /** When it last gave a configuration that may be relied on; `null`: never. */
  lastGoodAt: Date | null;
  /** Of that configuration, 1, 2, 3 …; `null`: there is none. */
  version: number | null;
  /** Texts that were put aside and wait for a person. */
  quarantined: number;
  lastAttempt: {
    endedAt: Date;
    outcome: string;
    error: { cause: string; sentence: string; next: string } | null;
  } | null;
}

async function list(asked: Asked): Promise<void> {
  const devices = await withInstallation(async ({ ctx }) => {
    const judged = await readProtection(ctx);
    return judged.devices.map(documentOf);
  });
  if (asked.json) printJson({ devices });
  else printTable(columns, devices, "There is no device.");
}

function documentOf({
  device,
  record,
  protection,
  lastGoodAt,
  quarantined,
}: ProtectedDevice): DeviceDocument {
  const { id, name, address, port, platform, credential, tags, site, enabled, hostKey } = device;
  const { active = null, last = null } = record ?? {};
  return {
    ...{ id, name, address, port, platform, credential: credential.name },
    ...{ tags, site, enabled, hostKey },
    protection,
    lastGoodAt,
    version: active?.number ?? null,
    quarantined,
    lastAttempt: last && {
      endedAt: last.endedAt,
      outcome: last.outcome,
      error: last.failure,
    },
  };
}

const columns: Column<DeviceDocument>[] = [
  { title: "device", people: ({ name }) => name },
  {
    title: "address",
    people: ({ address, port }) => (port === 22 ? address : `${address} ${port}`),
  },
  { title: "platform", people: nameOfPlatform },
  { title: "credential", people: ({ credential }) => credential },
  {
    title: "last good",
    people: ({ lastGoodAt }) => formatTime(lastGoodAt),
    full: ({ lastGoodAt }) => fullTime(lastGoodAt),
  },
  { title: "protection", people: ({ protection }) => protection },
  { title: "last attempt", people: lastOf },
];

function nameOfPlatform({ platform }: DeviceDocument): string {
  return Object.entries(platformNames).find(([id]) => id === platform)?.[1] ?? "not known yet";
}

/** Its outcome, or why it failed. */
function lastOf({ lastAttempt }: DeviceDocument): string {
  if (!lastAttempt) return "none yet";
  return lastAttempt.error?.cause ?? lastAttempt.outcome;
}
