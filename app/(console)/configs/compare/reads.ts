import { cache } from "react";
import type { Context } from "#lib/context";
import { asFailure, type FailureReport } from "#lib/failures";
import type { Device } from "#lib/inventory/schema";
import { compareVersions, findVersion, listActive, versionWindow } from "#lib/versions";
import type { Comparison, ConfigVersion, VersionWindow } from "#lib/versions/schema";
import { devicesNow } from "../../reads.tsx";
import type { PairState } from "./list-state.ts";

/** A side of a comparison: a version, and what else could be chosen. */
export interface PairSide {
  version: ConfigVersion | null;
  device: Pick<Device, "id" | "name"> | null;
  /** Versions of the same device around it, newest first. */
  others: ConfigVersion[];
  /** Where the picker finds all others of the device. */
  parts: VersionWindow["parts"];
}

export interface Pair {
  a: PairSide;
  b: PairSide;
  /** Devices that have a version, with the one that is active. */
  devices: { id: string; name: string; versionId: string }[];
}

/** What is compared; once a request. Ids that are of no version choose nothing. */
export const readPair = cache(
  async (ctx: Context, a: string | undefined, b: string | undefined): Promise<Pair> => {
    const after = await sideOf(ctx, b ? await findVersion(ctx, b) : null);
    const given = a ? await findVersion(ctx, a) : null;
    const before = given ?? (a ? null : await versionBefore(ctx, after));
    const names = new Map((await devicesNow(ctx)).map(({ id, name }) => [id, name]));
    const devices = (await listActive(ctx))
      .filter(({ state }) => state === "active")
      .flatMap(({ deviceId, id: versionId }) => {
        const name = names.get(deviceId);
        return name === undefined ? [] : [{ id: deviceId, name, versionId }];
      });
    const order = new Map([...names.keys()].map((id, index) => [id, index]));
    devices.sort((one, two) => (order.get(one.id) ?? 0) - (order.get(two.id) ?? 0));
    return { a: await sideOf(ctx, before), b: after, devices };
  },
);

async function sideOf(ctx: Context, version: ConfigVersion | null): Promise<PairSide> {
  if (!version) return { version: null, device: null, others: [], parts: [] };
  const { deviceId, number: around } = version;
  const device = (await devicesNow(ctx)).find(({ id }) => id === deviceId);
  const name = device?.name ?? "a device that was removed";
  const { versions: others, parts } = await versionWindow(ctx, { deviceId, around });
  return { version, device: { id: deviceId, name }, others, parts };
}

/** The version of the same device that came before and was believed. */
async function versionBefore(
  ctx: Context,
  { version, others }: PairSide,
): Promise<ConfigVersion | null> {
  if (!version) return null;
  if (version.change) return findVersion(ctx, version.change.from);
  const older = others.filter(({ number }) => number < version.number);
  return older.find(({ state }) => state !== "quarantined") ?? older[0] ?? null;
}

/** The two compared, or why that did not come about; once a request. */
export const comparisonOf = cache(
  async (
    ctx: Context,
    a: string,
    b: string,
    volatile: PairState["volatile"],
  ): Promise<{ comparison: Comparison } | { failure: FailureReport }> => {
    try {
      return { comparison: await compareVersions(ctx, { a, b, withVolatile: volatile === "1" }) };
    } catch (error) {
      const failure = asFailure(error);
      if (failure.causeName === "unexpected") throw error;
      return { failure: failure.report() };
    }
  },
);
