import { type Failure, fail, isFailure } from "#lib/failures";
import { type Platform, platforms, type Recognised, recognise, type Seen } from "#lib/platforms";
import { runCommand } from "./commands.ts";
import { Dialogue, type Manner } from "./dialogue.ts";
import { reachPrompt, type Talk } from "./shell.ts";
import { shownTarget, type Target } from "./target.ts";
import { withoutSecrets } from "./transcript.ts";

/** A session in which it has still to be found out what it is held with. */
export type UnknownTalk = Omit<Talk, "target"> & {
  target: Target;
  /** Told before anything comes of it. */
  recognised(found: Recognised): void;
};

/** What a device was recognised as, and the shell in which it was, to go on with. */
export interface Detection {
  platform: Platform;
  /** `null`: it was asked by commands of their own. */
  dialogue: Dialogue | null;
}

/** What prompts have in common: few characters, and the last is one of a few. */
const anyPrompt = /^(?:\S.{0,78})?[>#$%] ?$/;

/** How a device is talked with until its platform is known: as a person would who does not know it. */
const anyManner: Manner = {
  name: "any platform",
  enter: "\r",
  prompt: {
    test: (line) => anyPrompt.test(line) || platforms.some(({ prompt }) => prompt.test(line)),
  },
  questions: platforms.flatMap(({ questions }) => questions),
};

const bannerCharsMax = 8_000;

/**
 * Finds out of which platform a device is, in a session that is signed in: from what it showed so
 * far, then from its prompt, then from its answers to one harmless command after the other.
 *
 * @throws Failure `not-recognised`, and those of the conversation
 */
export async function detect(talk: UnknownTalk): Promise<Detection> {
  const { ident, banner } = talk.session;
  const greeted: Seen = { ident, banner, prompt: null, answers: new Map() };
  // Shells of platforms that are talked with by commands expect a terminal that answers them.
  const dialogue = asksCommands(greeted) ? null : await openAnyShell(talk);
  const seen = dialogue ? { ...greeted, ...shownIn(dialogue, banner) } : greeted;
  const ask =
    dialogue && !asksCommands(seen)
      ? async (command: string) => (await dialogue.ask(command)).lines
      : (command: string) => askByCommand(talk, command);
  const platform = await talk.stages.run(
    "platform",
    async () => {
      const found = await askUntilKnown(talk, seen, ask);
      talk.recognised(found);
      if (!found.platform) throw notRecognised(talk.target, seen, found);
      return found.platform;
    },
    ({ name }) => name,
  );
  return { platform, dialogue };
}

/** Whether what was shown so far speaks for a platform that is talked with by commands. */
function asksCommands(seen: Seen): boolean {
  return recognise(seen).candidates[0]?.via === "exec";
}

function shownIn(dialogue: Dialogue, banner: string): Pick<Seen, "banner" | "prompt"> {
  const shown = dialogue.screen.lines.join("\n").slice(0, bannerCharsMax);
  return { banner: `${banner}\n${shown}`, prompt: dialogue.prompt };
}

/** The shell of a device; `null` where it gives none, as some do to users who may only run commands. */
async function openAnyShell(talk: UnknownTalk): Promise<Dialogue | null> {
  const { target, session, stages, transcript, signal } = talk;
  const channel = await session.openShell().catch((error: unknown) => {
    if (!isFailure(error, "ssh-broke-off") || session.ended) throw error;
    transcript.note(`no shell: ${error.message}`);
    return null;
  });
  if (!channel) return null;
  const { limits } = target;
  const device = shownTarget(target);
  const dialogue = new Dialogue({ channel, device, manner: anyManner, limits, transcript, signal });
  await stages.run(
    "prompt",
    () => reachPrompt(dialogue, talk),
    () => dialogue.prompt.trim(),
  );
  return dialogue;
}

async function askByCommand(talk: UnknownTalk, command: string): Promise<string[]> {
  talk.transcript.sent(command);
  return (await runCommand(talk, command, `it answered “${command}”`)).lines;
}

async function askUntilKnown(
  { target, transcript }: UnknownTalk,
  seen: Seen,
  ask: (command: string) => Promise<string[]>,
): Promise<Recognised> {
  const answers = new Map(seen.answers);
  let found = recognise({ ...seen, answers });
  // It ends: a command that was answered is not proposed again, and there are a few only.
  while (found.ask !== null) {
    const lines = await ask(found.ask);
    transcript.received(lines);
    answers.set(found.ask, lines.join("\n"));
    found = recognise({ ...seen, answers });
  }
  const evidence = found.evidence.map((each) => {
    return { ...each, seen: withoutSecrets(each.seen, found.platform, target.login) };
  });
  return { ...found, evidence };
}

/** What is said of a device that is of no platform, or may be of several. */
function notRecognised(target: Target, seen: Seen, { candidates }: Recognised): Failure {
  const calls = `it calls itself ${seen.ident ?? "nothing"}`;
  const shows = seen.prompt ? `${calls} and shows the prompt ${seen.prompt.trim()}` : calls;
  return fail("not-recognised", {
    device: shownTarget(target),
    candidates: candidates.map(({ name }) => name).join(" or "),
    seen: shows,
  });
}
