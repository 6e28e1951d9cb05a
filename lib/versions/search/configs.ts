import { inArray } from "drizzle-orm";
import { z } from "zod";
import { allow, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { listActive } from "../fleet.ts";
import type { PackedText } from "../packed.ts";
import type { ConfigVersion, SearchAnswer, SearchResult } from "../schema.ts";
import { patienceOf, searchInThread } from "../threads.ts";
import type { SearchQuery } from "./conditions.ts";
import { regexProblem } from "./regex.ts";
import type { SearchHit } from "./texts.ts";

/** As many conditions one search has. */
export const conditionsMax = 5;
/** As many texts go to the thread at once: they are in memory together. */
const batchTexts = 200;
/** As many different answers are given; the rest is counted. */
const answersMax = 100;
/** As long all texts of one search may take a regular expression, whatever their size … */
const regexMsMax = 5_000;
/** … and for each million bytes, which is three times what taking their secrets out takes. */
const regexMsEach = 200;

const Terms = z.object({
  conditions: z
    .array(
      z.object({
        is: z.enum(["contains", "lacks"]),
        text: z
          .string()
          .min(1, "Type what to look for.")
          .max(200, "A condition has 200 characters at most."),
        whole: z.boolean(),
      }),
    )
    .min(1, "Type what to look for.")
    .max(conditionsMax, `A search has ${conditionsMax} conditions at most.`),
  matchCase: z.boolean(),
  /** Whether the texts of the conditions are regular expressions. */
  regex: z.boolean().default(false),
  /** Which devices' configurations are searched. */
  deviceIds: z.array(z.string()),
});
const Search = Terms.superRefine(({ conditions, regex }, issues) => {
  for (const [index, { text }] of regex ? conditions.entries() : []) {
    const message = regexProblem(text);
    const path = ["conditions", index, "text"];
    if (message) issues.addIssue({ code: "custom", path, message });
  }
});

/**
 * Searches what devices say now, secrets taken out before. Answers are the lines that made a text match;
 * devices with the same lines are one answer, the largest first.
 *
 * @throws Failure `invalid`, `regex-too-costly`, `text-work-ended`
 */
export async function searchConfigs(
  ctx: Context,
  given: z.input<typeof Search>,
  bounds = { regexMs: regexMsMax },
): Promise<SearchResult> {
  allow(ctx, "version:read");
  const { deviceIds, ...query } = parseInput(Search, given);
  const asked = new Set(deviceIds);
  const active = (await listActive(ctx)).filter(
    ({ deviceId, state }) => state === "active" && asked.has(deviceId),
  );
  const byText = Map.groupBy(active, ({ sha256, platform }) => `${platform} ${sha256}`);
  const bytes = active.reduce((sum, { bytes }) => sum + bytes, 0);
  const regexMs = bounds.regexMs + Math.ceil(bytes / 1_000_000) * regexMsEach;
  const hits = await searchAll(ctx, { byText, query, regexMs });
  const withCopy = new Set(active.map(({ deviceId }) => deviceId));
  const answers = grouped(hits, byText);
  return {
    answers: answers.slice(0, answersMax),
    differentAnswers: answers.length,
    devices: answers.reduce((sum, { deviceIds }) => sum + deviceIds.length, 0),
    searched: active.length,
    bytes,
    without: deviceIds.filter((id) => !withCopy.has(id)),
    damaged: hits.flatMap((hit) => (hit.kind === "damaged" ? idsOf(byText, hit) : [])),
  };
}

type ByText = ReadonlyMap<string, ConfigVersion[]>;

/** Each text once, however many devices have it. */
async function searchAll(
  ctx: Context,
  { byText, query, regexMs }: { byText: ByText; query: SearchQuery; regexMs: number },
): Promise<SearchHit[]> {
  const patience = query.regex ? patienceOf(regexMs) : undefined;
  const hits: SearchHit[] = [];
  const keys = [...byText];
  for (let from = 0; from < keys.length; from += batchTexts) {
    const batch = keys.slice(from, from + batchTexts);
    const sha256s = batch.flatMap(([, versions]) => versions[0]?.sha256 ?? []);
    const { configTexts } = tables;
    const rows = await ctx.db
      .select({ sha256: configTexts.sha256, deflated: configTexts.deflated })
      .from(configTexts)
      .where(inArray(configTexts.sha256, sha256s));
    const deflated = new Map(rows.map((row) => [row.sha256, row.deflated]));
    const texts = batch.flatMap(([id, versions]): PackedText[] => {
      const { platform, sha256 } = versions[0] ?? { platform: "", sha256: "" };
      return [{ id, platform, sha256, deflated: deflated.get(sha256) ?? new Uint8Array() }];
    });
    hits.push(...(await searchInThread(texts, query, patience)));
  }
  return hits;
}

function grouped(hits: readonly SearchHit[], byText: ByText): SearchAnswer[] {
  const answers = new Map<string, SearchAnswer>();
  for (const hit of hits) {
    if (hit.kind === "damaged") continue;
    const key = `${hit.more}\n${hit.lines.map(({ text }) => text.trim()).join("\n")}`;
    const known = answers.get(key);
    const answer = known ?? { lines: hit.lines, more: hit.more, deviceIds: [] };
    answer.deviceIds.push(...idsOf(byText, hit));
    if (!known) answers.set(key, answer);
  }
  return [...answers.values()].sort((a, b) => b.deviceIds.length - a.deviceIds.length);
}

function idsOf(byText: ByText, { id }: SearchHit): string[] {
  return (byText.get(id) ?? []).map(({ deviceId }) => deviceId);
}
