import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "#lib/context";
import { asFailure, type CauseName, type Failure } from "#lib/failures";
import type { SourceInput } from "#lib/plans/schema";
import { protectedPaths } from "#lib/runs";
import { foldersAround } from "#lib/settings";
import { trySource } from "#lib/sources";
import type { CheckedPlan } from "./check.ts";
import type { Problem } from "./file.ts";

/** A source that does not answer within this time is left to its first run. */
const tryMsMax = 10_000;

/** No run will ever read these, whatever changes on this machine. */
const neverWorks: readonly CauseName[] = [
  "source-protected",
  "path-not-absolute",
  "pattern-invalid",
];

/** What trying the sources found: problems keep the file from being applied, warnings do not. */
export interface Trials {
  problems: Problem[];
  warnings: Problem[];
}

/** Tries each source that the file adds or changes, as saving it in the console does. */
export async function trySources(ctx: Context, plans: readonly CheckedPlan[]): Promise<Trials> {
  const trials: Trials = { problems: [], warnings: [] };
  const scratch = await mkdtemp(path.join(foldersAround(ctx.db).scratch, "apply-"));
  try {
    for (const { before, sources } of plans) {
      for (const { source, line } of sources) {
        const old = before?.sources.find(({ id }) => id === source.id);
        if (isDeepStrictEqual(old?.config, source.config)) continue;
        const failure = await trial(ctx, source, scratch);
        if (!failure) continue;
        const list = neverWorks.includes(failure.causeName) ? trials.problems : trials.warnings;
        list.push({ line, problem: failure.message });
      }
    }
    return trials;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function trial(ctx: Context, source: SourceInput, scratch: string): Promise<Failure | null> {
  if (source.kind === "devices") return null; // what they match is the run's to find out
  const surroundings = {
    scratch,
    protectedPaths: protectedPaths(ctx.db),
    signal: AbortSignal.timeout(tryMsMax),
    warn: () => {}, // single entries are the run's to tell
    moved: () => {},
  };
  try {
    await trySource({ ...source, name: source.name ?? "source" }, surroundings);
    return null;
  } catch (error) {
    return asFailure(error);
  }
}
