import type { Context } from "#lib/context";
import { asFailure, isFailure } from "#lib/failures";
import {
  type LaidHeartbeat,
  layHeartbeatOver,
  removeHeartbeat,
  setHeartbeat,
} from "#lib/heartbeat";
import type { Plan } from "#lib/plans/schema";
import type { InstallationKey } from "#lib/secrets";
import { loopbackAllowed } from "#lib/settings";
import type { SecretText } from "./inventory-shape.ts";
import { readSecret, type SecretPlaces } from "./secrets.ts";

/** Where secrets of the file come from, and what seals them. */
export interface SecretMeans {
  key: InstallationKey;
  places: SecretPlaces;
}

/** The heartbeat that the file gives a plan, laid over the one there is; a problem where it cannot be. */
export async function checkPlanHeartbeat(
  ctx: Context,
  { given, before }: { given: SecretText; before: Plan | null },
  { key, places }: SecretMeans,
): Promise<LaidHeartbeat | { problem: string }> {
  const address = readSecret(given, places);
  if (typeof address === "object" && address !== null) return address;
  const wanted = { planId: before?.id ?? null, address };
  try {
    return await layHeartbeatOver(ctx, wanted, { key, allowLoopback: loopbackAllowed() });
  } catch (error) {
    if (!isFailure(error, "invalid")) return { problem: asFailure(error).message };
    const { problems } = error.facts as { problems: { problem: string }[] };
    return { problem: problems[0]?.problem ?? error.message };
  }
}

/** Stores it once its plan is there. */
export async function storePlanHeartbeat(
  ctx: Context,
  { planId, laid }: { planId: string; laid: LaidHeartbeat },
  key: InstallationKey,
): Promise<void> {
  const { address, was, is } = laid;
  if (was === is) return;
  if (address === null) return removeHeartbeat(ctx, { id: planId });
  await setHeartbeat(ctx, { id: planId, address }, { key, allowLoopback: loopbackAllowed() });
}
