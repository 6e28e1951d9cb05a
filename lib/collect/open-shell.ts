import { fail } from "#lib/failures";
import type { Decision, Dialogue } from "./dialogue.ts";
import type { Login } from "./target.ts";

/** A line at the cursor is believed to be a prompt once nothing more came for this long. */
const firstPromptMs = 150;
const questionMs = 100;
/** Terminal servers, and some devices, say nothing until somebody presses Enter. */
const nudgeMs = 2_000;
/** A banner may end in something that looks like a prompt: the real one comes back as it was. */
const looksMax = 4;
const asksUser = /(?:user ?name|login|user)\s*:\s*$/i;
const asksPassword = /pass(?:word|code)[^:\n]*:\s*$/i;
const asksAnything = /(?:\?|\[y\/n\]|\(y\/n\)|\(yes\/no\))[^\n]{0,12}$/i;

export interface ShellLogin {
  device: string;
  login: Login;
  loginMs: number;
  /** Waits for leave to send a secret. */
  beforeSecret(): Promise<void>;
}

type Step =
  | { kind: "prompt"; prompt: string }
  | { kind: "user" }
  | { kind: "password" }
  | { kind: "answer"; text: string }
  | { kind: "unknown"; seen: string }
  | { kind: "nudge" };

/**
 * Waits for the first prompt, signing in within the shell where a device asks there, and learns the
 * prompt by asking for it once more.
 *
 * @returns whether a sign-in within the shell took place
 * @throws Failure `no-prompt`, `auth`, `unknown-question`, and what `Dialogue.until` throws
 */
export async function openShell(dialogue: Dialogue, options: ShellLogin): Promise<boolean> {
  const { login } = options;
  let passwords = 0;
  let nudged = false;
  let seen = "";
  for (let looks = 0; looks < looksMax; ) {
    const step = await nextStep(dialogue, options, nudged);
    if (step.kind === "prompt") {
      if (step.prompt.trimEnd() === seen.trimEnd()) {
        dialogue.prompt = step.prompt;
        return passwords > 0;
      }
      seen = step.prompt;
      looks += 1;
      dialogue.type("");
    } else if (step.kind === "user") {
      if (passwords > 0) throw refused(options);
      dialogue.type(login.user);
    } else if (step.kind === "password") {
      if (passwords > 0) throw refused(options);
      passwords += 1;
      await options.beforeSecret();
      dialogue.type(login.password ?? "", { secret: true });
    } else if (step.kind === "answer") {
      dialogue.press(step.text);
    } else if (step.kind === "nudge") {
      nudged = true;
      dialogue.type("");
    } else {
      throw fail("unknown-question", { device: options.device, seen: step.seen });
    }
  }
  throw fail("no-prompt", { device: options.device, seen, platform: dialogue.manner.name });
}

async function nextStep(dialogue: Dialogue, options: ShellLogin, nudged: boolean): Promise<Step> {
  const { device, loginMs } = options;
  const before = dialogue.screen.bytes;
  const decide = (tail: string): Decision<Step> => {
    // What stood there before the last key is no answer to it.
    if (dialogue.screen.bytes === before && before > 0) return null;
    return stepFor(dialogue, tail);
  };
  try {
    const limitMs = nudged ? loginMs : Math.min(nudgeMs, loginMs);
    return await dialogue.until("the prompt was awaited", limitMs, decide);
  } catch (error) {
    const failure = error as { causeName?: string };
    const late = failure.causeName === "device-slow" || failure.causeName === "device-silent";
    if (!late) throw error;
    if (!nudged) return { kind: "nudge" };
    const tail = dialogue.screen.tail.trim().slice(-120);
    if (asksAnything.test(tail)) return { kind: "unknown", seen: tail };
    const platform = dialogue.manner.name;
    throw fail("no-prompt", { device, seen: tail, platform }, { cause: error });
  }
}

function stepFor(dialogue: Dialogue, tail: string): Decision<Step> {
  const question = dialogue.manner.questions.find(({ asks }) => asks.test(tail));
  if (question) return { value: { kind: "answer", text: question.answer }, settleMs: questionMs };
  if (asksPassword.test(tail)) return { value: { kind: "password" }, settleMs: questionMs };
  if (asksUser.test(tail)) return { value: { kind: "user" }, settleMs: questionMs };
  if (!dialogue.isPrompt(tail)) return null;
  return { value: { kind: "prompt", prompt: tail }, settleMs: firstPromptMs };
}

function refused({ device, login }: ShellLogin) {
  return fail("auth", { device, user: login.user, method: "password" });
}
