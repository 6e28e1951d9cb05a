import { platforms } from "./list.ts";
import type { Platform } from "./platform.ts";

/** What is known of a device so far. */
export interface Seen {
  /** The software part of its SSH identification; `null`: not read. */
  ident: string | null;
  /** What it showed before the first prompt. */
  banner: string;
  /** `null`: none came, as over exec channels. */
  prompt: string | null;
  /** Its answers to harmless commands, by command. */
  answers: ReadonlyMap<string, string>;
}

/** One thing that speaks for a platform, as a person may check it. */
export interface Evidence {
  platform: string;
  from: "identification" | "banner" | "prompt" | "answer";
  /** What the device sent, shortened. */
  seen: string;
  weight: number;
}

export interface Recognised {
  /** `null`: nothing speaks for one platform clearly. */
  platform: Platform | null;
  /** The strongest first. */
  evidence: Evidence[];
  /** Every platform that something speaks for, the likeliest first. */
  candidates: Platform[];
  /** The next harmless command worth asking; `null`: nothing is left that could decide. */
  ask: string | null;
}

const weights = { answer: 10, banner: 4, identification: 3, prompt: 2 } as const;
/** From here on no other evidence is asked for: an answer that names the system. */
const sure = weights.answer;
const seenCharsMax = 120;

/** Which platform a device is of, from what it showed so far, and what to ask next. */
export function recognise(seen: Seen): Recognised {
  const evidence = platforms.flatMap((platform) => evidenceFor(platform, seen));
  evidence.sort((a, b) => b.weight - a.weight);
  const scores = scoresOf(evidence);
  const [best, second] = scores;
  const decided = best && best.score >= sure && best.score > (second?.score ?? 0);
  return {
    platform: decided ? best.platform : null,
    evidence,
    candidates: scores.map((each) => each.platform),
    ask: decided ? null : nextCommand(seen, scores),
  };
}

function evidenceFor({ id, recognise: by }: Platform, seen: Seen): Evidence[] {
  const answer = seen.answers.get(by.probe.command) ?? "";
  const looks = [
    { from: "identification", text: seen.ident ?? "", rule: by.ident },
    { from: "banner", text: seen.banner, rule: by.banner },
    { from: "prompt", text: seen.prompt ?? "", rule: by.prompt },
    { from: "answer", text: answer, rule: by.probe.says },
  ] as const;
  return looks.flatMap(({ from, text, rule }) => {
    const match = rule?.exec(text);
    if (!match) return [];
    const line = text.slice(match.index).split("\n", 1)[0] ?? "";
    return [{ platform: id, from, seen: line.slice(0, seenCharsMax), weight: weights[from] }];
  });
}

function scoresOf(evidence: readonly Evidence[]): { platform: Platform; score: number }[] {
  return platforms
    .map((platform) => ({
      platform,
      score: evidence
        .filter((each) => each.platform === platform.id)
        .reduce((sum, { weight }) => sum + weight, 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** The command of the likeliest platform first, then the one that decides between most of them. */
function nextCommand(
  seen: Seen,
  scores: readonly { platform: Platform; score: number }[],
): string | null {
  const likely = scores.map(({ platform }) => platform);
  const order = [...likely, ...platforms.filter(fits(seen)).sort(byReach)];
  for (const { recognise: by } of order) {
    if (!seen.answers.has(by.probe.command)) return by.probe.command;
  }
  return null;
}

/**
 * Without any hint only platforms whose prompt could be this one are asked about. One that is talked
 * with by commands has no prompt of its own: that of its shell says nothing.
 */
function fits(seen: Seen): (platform: Platform) => boolean {
  return ({ via, prompt }) => seen.prompt === null || via === "exec" || prompt.test(seen.prompt);
}

/** A command that several platforms understand is asked first. */
function byReach(a: Platform, b: Platform): number {
  return reachOf(b) - reachOf(a);
}

function reachOf(platform: Platform): number {
  const { command } = platform.recognise.probe;
  return platforms.filter((each) => each.recognise.probe.command === command).length;
}
