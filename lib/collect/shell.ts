import { fail } from "#lib/failures";
import type { Platform } from "#lib/platforms";
import { Dialogue } from "./dialogue.ts";
import { refusalIn } from "./gate.ts";
import { openShell } from "./open-shell.ts";
import type { SshSession } from "./session.ts";
import type { Stages } from "./stages.ts";
import { type KnownTarget, shownTarget, type Target } from "./target.ts";
import type { Transcript } from "./transcript.ts";

/** A configuration without its end marker is waited for this long after its last byte. */
const endAwaitedMs = 2_000;
/** Where there is no end marker, so long; then Enter is pressed to see that nothing else comes. */
const endlessSettleMs = 120;
const privilegeMs = 15_000;

/** What a device answered to the command for its configuration. */
export interface RawAnswer {
  lines: string[];
  echoed: boolean;
  command: string;
}

/** A way to put commands to a device, one at a time. */
export interface Conversation {
  /** The prompt's line; `null`: there is none. */
  readonly prompt: string | null;
  /** @throws Failure of the conversation; a refusal is an answer like any other */
  ask(command: string): Promise<string[]>;
  /** @throws as `ask`, and `command-refused` when the device takes none of the commands */
  askConfiguration(commands: readonly string[]): Promise<RawAnswer>;
  end(): void;
}

export interface Talk {
  target: KnownTarget;
  session: SshSession;
  stages: Stages;
  transcript: Transcript;
  signal: AbortSignal;
  beforeSecret(): Promise<void>;
  /** A sign-in within the shell was accepted. */
  signedIn(): void;
}

/**
 * Talks with a device by one interactive shell.
 *
 * @param open a shell that stands at its prompt already; `null`: there is none yet
 * @throws Failure of opening, privilege or paging
 */
export async function talkByShell(talk: Talk, open: Dialogue | null): Promise<Conversation> {
  const { stages, transcript } = talk;
  const { platform } = talk.target;
  const dialogue = open ?? (await openOwnShell(talk));
  const prompted = async () => {
    if (open) goOnAs(dialogue, talk);
    else await reachPrompt(dialogue, talk);
    await gainPrivilege(dialogue, talk);
  };
  // A shell that was recognised stood at its prompt already; more rights give it another one.
  const isNews = !open || !platform.prompt.test(open.prompt) || lacksRights(open, platform);
  if (isNews) await stages.run("prompt", prompted, () => dialogue.prompt.trim());
  else await prompted();
  await stages.run(
    "paging",
    async () => {
      for (const command of platform.open) {
        const { lines } = await dialogue.ask(command);
        transcript.received(lines);
      }
    },
    () => (platform.open.length > 0 ? platform.open.join("; ") : "pages are answered"),
  );
  return {
    get prompt() {
      return dialogue.prompt;
    },
    ask: async (command) => {
      const { lines } = await dialogue.ask(command);
      transcript.received(lines);
      return lines;
    },
    askConfiguration: (commands) => askConfiguration(dialogue, talk, commands),
    end: () => dialogue.type(platform.logout),
  };
}

function lacksRights({ prompt }: Dialogue, { privilege }: Platform): boolean {
  return privilege?.when.test(prompt) ?? false;
}

async function openOwnShell(talk: Talk): Promise<Dialogue> {
  const { target, session, transcript, signal } = talk;
  const { platform: manner, limits } = target;
  const channel = await session.openShell();
  const device = shownTarget(target);
  return new Dialogue({ channel, device, manner, limits, transcript, signal });
}

/** Waits for the first prompt of a shell, signing in there where that is asked. */
export async function reachPrompt(
  dialogue: Dialogue,
  talk: Omit<Talk, "target"> & { target: Target },
): Promise<void> {
  const { target, transcript, beforeSecret } = talk;
  const { login, limits } = target;
  const options = { device: shownTarget(target), login, loginMs: limits.loginMs, beforeSecret };
  if (await openShell(dialogue, options)) talk.signedIn();
  transcript.received([...dialogue.screen.lines, dialogue.prompt]);
}

/** Goes on in a shell as its platform does it, once that is known. */
function goOnAs(dialogue: Dialogue, { target }: Talk): void {
  const { platform } = target;
  dialogue.manner = platform;
  const seen = dialogue.prompt.trim();
  if (dialogue.isPrompt(dialogue.prompt)) return;
  throw fail("no-prompt", { device: shownTarget(target), seen, platform: platform.name });
}

async function askConfiguration(
  dialogue: Dialogue,
  { target, transcript }: Talk,
  commands: readonly string[],
): Promise<RawAnswer> {
  const { platform } = target;
  const { ends } = platform.configuration;
  let refused = { command: "", seen: "" };
  for (const command of commands) {
    const { lines, echoed } = await dialogue.ask(command, {
      doing: "it sent its configuration",
      isWhole: (answer) => ends?.test(lastOf(answer)) ?? false,
      unproven: { settleMs: ends ? endAwaitedMs : endlessSettleMs },
    });
    const seen = lines.length <= 8 ? refusalIn(platform, lines) : null;
    if (seen === null) {
      // Without an end marker only a second prompt shows that the first one was real.
      if (!ends)
        lines.push(...(await dialogue.ask("", { doing: "it was asked for its prompt" })).lines);
      transcript.note(`${lines.length} lines of configuration`);
      return { lines, echoed, command };
    }
    transcript.received(lines);
    refused = { command, seen: seen.trim() };
  }
  throw fail("command-refused", { device: shownTarget(target), ...refused });
}

function lastOf(lines: readonly string[]): string {
  return lines.findLast((line) => line.trim() !== "")?.trimEnd() ?? "";
}

/** Raises the rights of the session where its prompt shows that they do not do. */
async function gainPrivilege(dialogue: Dialogue, { target, beforeSecret }: Talk): Promise<void> {
  const { platform, login } = target;
  const { privilege } = platform;
  const device = shownTarget(target);
  if (!privilege || !lacksRights(dialogue, platform)) return;
  let asked = false;
  const from = dialogue.screen.lines.length;
  dialogue.type(privilege.send);
  for (;;) {
    const before = dialogue.screen.bytes;
    const tail = await dialogue.until("it was asked for more rights", privilegeMs, (line) => {
      if (dialogue.screen.bytes === before) return null;
      const known = dialogue.isPrompt(line) || privilege.asks.test(line);
      return known ? { value: line, settleMs: 60 } : null;
    });
    if (privilege.reached.test(tail) && dialogue.isPrompt(tail)) {
      dialogue.prompt = tail;
      return;
    }
    const said = dialogue.screen.lines.slice(from).at(-1)?.trim() ?? "";
    if (!privilege.asks.test(tail) || asked) {
      const detail = asked ? "it refused the enable password" : said || "it changed nothing";
      throw fail("no-privilege", { device, detail });
    }
    if (login.enable === null) {
      const detail = "it asks for an enable password, and the credential holds none";
      throw fail("no-privilege", { device, detail });
    }
    asked = true;
    await beforeSecret();
    dialogue.type(login.enable, { secret: true });
  }
}
