import { asFailure, formatBytes, plural } from "#lib/failures";
import type { Platform, Recognised } from "#lib/platforms";
import type { Attempt, Capture, Doubt, Outcome, Watch } from "./attempt.ts";
import { talkByCommands } from "./commands.ts";
import { connect, leaveFor, type Progress } from "./connect.ts";
import { detect } from "./detect.ts";
import { judge } from "./gate.ts";
import { type Conversation, type RawAnswer, talkByShell } from "./shell.ts";
import { Stages } from "./stages.ts";
import type { KnownTarget, Target } from "./target.ts";
import { Transcript } from "./transcript.ts";

/**
 * Signs in to one device, asks for its configuration and judges the answer.
 *
 * A device of which no platform is given is recognised in the same session, so that it is signed in
 * to once. A text that does not pass the gate is asked for once more in the same session. Whatever happens is
 * in the result; nothing is thrown but the reason of an aborted signal.
 */
export async function collect(target: Target, watch: Watch): Promise<Attempt> {
  return attempt(target, watch, async (progress) => {
    const { talk, known } = await converse(target, watch, progress);
    const facts = await readFacts(talk, known.platform);
    const outcome = await takeConfiguration(known, progress, { talk, facts });
    talk.end();
    return outcome;
  });
}

/** Runs the parts of an attempt and gathers what came of them. */
async function attempt(
  target: Target,
  watch: Watch,
  work: (progress: Progress) => Promise<Outcome>,
): Promise<Attempt> {
  const progress: Progress = {
    stages: new Stages(watch),
    transcript: new Transcript(),
    hostKey: null,
    signedIn: false,
    session: null,
    platform: target.platform,
    recognised: null,
  };
  let outcome: Outcome;
  try {
    outcome = await work(progress);
  } catch (error) {
    if (watch.signal.aborted) throw watch.signal.reason;
    const failure = asFailure(error);
    if (failure.causeName === "auth") watch.answered?.(false);
    progress.transcript.note(failure.message);
    outcome = { kind: "failed", failure };
  } finally {
    progress.session?.close();
  }
  const { stages, hostKey, signedIn, recognised } = progress;
  const transcript = progress.transcript.read(progress.platform, target.login);
  return { outcome, stages: stages.results, hostKey, signedIn, recognised, transcript };
}

/** Opens the way of talking that the platform takes; one that is not known is recognised first. */
async function converse(
  target: Target,
  watch: Watch,
  progress: Progress,
): Promise<{ talk: Conversation; known: KnownTarget }> {
  const session = await connect(target, watch, progress);
  const accepted = () => {
    progress.signedIn = true;
    watch.answered?.(true);
  };
  accepted();
  const { stages, transcript } = progress;
  const beforeSecret = () => leaveFor(watch, progress);
  const parts = { session, stages, transcript, signal: watch.signal, beforeSecret };
  const common = { ...parts, signedIn: accepted };
  const recognised = (found: Recognised) => {
    progress.recognised = found;
  };
  const { platform, dialogue } = target.platform
    ? { platform: target.platform, dialogue: null }
    : await detect({ ...common, target, recognised });
  progress.platform = platform;
  const known = { ...target, platform };
  const talk = { ...common, target: known };
  if (platform.via === "exec") return { known, talk: await talkByCommands(talk) };
  return { known, talk: await talkByShell(talk, dialogue) };
}

async function readFacts(talk: Conversation, platform: Platform): Promise<Capture["facts"]> {
  const facts: Capture["facts"] = {};
  for (const { command, reads } of platform.facts) {
    const text = `${(await talk.ask(command)).join("\n")}\n`;
    for (const [fact, rule] of Object.entries(reads)) {
      const found = rule.exec(text)?.[1]?.trim();
      if (found) facts[fact as keyof Capture["facts"]] = found;
    }
  }
  return facts;
}

/** As often a text is asked for before it is doubted for good. */
const asksMax = 2;

async function takeConfiguration(
  target: KnownTarget,
  { stages, transcript }: Progress,
  { talk, facts }: { talk: Conversation; facts: Capture["facts"] },
): Promise<Outcome> {
  const { platform, last } = target;
  let outcome: Outcome | null = null;
  for (let asked = 0; asked < asksMax; asked++) {
    const raw = await stages.run(
      "command",
      () => talk.askConfiguration(platform.configuration.commands),
      ({ command, lines }) => `${command}: ${plural(lines.length, "line")}`,
    );
    const capture = captureOf(platform, raw, { facts, prompt: talk.prompt });
    const doubts = await stages.run(
      "gate",
      async () => judge(platform, { capture, echoed: raw.echoed, last }),
      (found) => found.map(({ says }) => says).join(" ") || `${formatBytes(capture.bytes)}, whole`,
      (found) => found.length === 0,
    );
    if (doubts.length === 0) return { kind: "accepted", capture };
    for (const { says, evidence } of doubts) transcript.note(`${says} (${evidence})`);
    outcome = { kind: "doubtful", capture, doubts: doubts as Doubt[] };
  }
  if (!outcome) throw new Error("The configuration is asked for at least once.");
  return outcome;
}

/** The text proper: without blank lines around it and what the command said before it. */
function captureOf(
  platform: Platform,
  { lines, command }: RawAnswer,
  { facts, prompt }: { facts: Capture["facts"]; prompt: string | null },
): Capture {
  const { preamble } = platform.configuration;
  let from = 0;
  let to = lines.length;
  const idle = (line: string | undefined) =>
    line?.trim() === "" || preamble?.test(line?.trim() ?? "");
  while (from < to && idle(lines[from])) from += 1;
  while (to > from && lines[to - 1]?.trim() === "") to -= 1;
  const text = to > from ? `${lines.slice(from, to).join("\n")}\n` : "";
  const { inText, inPrompt } = platform.hostname;
  const hostname = inText?.exec(text)?.[1] ?? inPrompt?.exec(prompt ?? "")?.[1] ?? null;
  return { text, bytes: Buffer.byteLength(text), lines: to - from, command, hostname, facts };
}
