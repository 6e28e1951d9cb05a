import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Actor, Context } from "#lib/context";
import { type Database, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { neverLog } from "#lib/log";
import { readSetting, writeSetting } from "#lib/settings";
import { systemActor } from "./actor.ts";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import type { MetricsToken } from "./schema.ts";

const tokenBytes = 32;
/** Tells people, and those who search for leaked secrets, what it is. */
const tokenPrefix = "holdfast_metrics_";

/** `null`: there is none, and nobody reads the metrics. */
export async function readMetricsToken(ctx: Context): Promise<MetricsToken | null> {
  allow(ctx, "settings:read");
  const stored = await readSetting(ctx.db, "metricsToken");
  return stored && { madeAt: new Date(stored.madeAt), madeBy: stored.madeBy };
}

/**
 * Makes the token that reads the metrics; the one before is refused from now on.
 *
 * @returns it, this once: only its SHA-256 is kept
 */
export async function makeMetricsToken(ctx: Context): Promise<string> {
  allow(ctx, "metrics:token");
  const token = `${tokenPrefix}${randomBytes(tokenBytes).toString("base64url")}`;
  neverLog(token);
  await store(ctx, token);
  return token;
}

/** From now on nobody reads the metrics. */
export async function removeMetricsToken(ctx: Context): Promise<void> {
  allow(ctx, "metrics:token");
  await store(ctx, null);
}

/**
 * Who reads the metrics with this header, `Bearer TOKEN`.
 *
 * @throws Failure `metrics-off` while there is no token, `metrics-token` when it is another one
 */
export async function metricsReader(db: Database, authorization: string | null): Promise<Actor> {
  const stored = await readSetting(db, "metricsToken");
  if (!stored) throw fail("metrics-off", {});
  const given = /^Bearer +(\S{1,200})$/i.exec(authorization ?? "")?.[1] ?? "";
  // Digests are of one length, so that the time it takes tells nothing of the token.
  if (!timingSafeEqual(digest(given), Buffer.from(stored.sha256, "hex")))
    throw fail("metrics-token", {});
  return systemActor();
}

async function store(ctx: Context, token: string | null): Promise<void> {
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const before = await readSetting(tx, "metricsToken");
    if (!before && !token) return;
    const sha256 = token && digest(token).toString("hex");
    const value = sha256 && { sha256, madeAt: at.toISOString(), madeBy: ctx.actor.name };
    await writeSetting(tx, "metricsToken", { value: value || null, at });
    await audit(tx, ctx, {
      action: "metrics:token",
      subject: { kind: "settings", id: "metrics", name: "Metrics" },
      before: { made: before !== null },
      after: { made: token !== null },
    });
    await emit(tx, { at, kind: "settings.changed", subjectId: "metrics", data: {} });
  });
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
