import type { ClientChannel } from "ssh2";
import { asFailure, type Failure, fail } from "#lib/failures";
import type { Question } from "#lib/platforms";
import { nextPage, pagers } from "./pagers.ts";
import { Screen } from "./screen.ts";
import type { Limits } from "./target.ts";
import type { Transcript } from "./transcript.ts";

/** A prompt that is letter for letter the learnt one is believed after this long without a byte. */
const settleMs = 20;
/** Any other line that looks like a prompt, or like a pager. */
const doubtfulSettleMs = 250;
/** A prompt that comes before the command was seen to arrive is likely an older one, come late. */
const unechoedSettleMs = 1_000;
/** Lines shown in a failure's transcript. */
const lastLinesMax = 60;

/** What a device said to one command. */
export interface Answer {
  /** Without echo and prompt. */
  lines: string[];
  /** Whether the command was seen to arrive. */
  echoed: boolean;
}

/** What is waited for: the value to give, once nothing more came for `settleMs`. */
export type Decision<T> = { value: T; settleMs: number } | null;

/** What has to be known of a device to talk with its shell; a platform is one of these. */
export interface Manner {
  name: string;
  enter: string;
  prompt: Pick<RegExp, "test">;
  questions: readonly Question[];
}

export interface DialogueOptions {
  channel: ClientChannel;
  device: string;
  /** Until something better is known. */
  manner: Manner;
  limits: Limits;
  transcript: Transcript;
  signal: AbortSignal;
}

/** A conversation with a device's shell: one line at a time, each answer up to the next prompt. */
export class Dialogue {
  readonly screen: Screen;
  /** The prompt that ended the last answer; `""` before the first. */
  prompt = "";
  /** May change once, when the platform is recognised. */
  manner: Manner;

  readonly #options: DialogueOptions;
  #wake: (() => void) | null = null;
  #ended: Failure | null = null;
  #doing = "the prompt was awaited";

  constructor(options: DialogueOptions) {
    this.#options = options;
    this.manner = options.manner;
    this.screen = new Screen(options.device, options.limits);
    const { channel, device, signal } = options;
    channel.on("data", (chunk: Buffer) => this.#take(chunk));
    channel.stderr.on("data", (chunk: Buffer) => this.#take(chunk));
    const closed = () => this.#end(fail("device-closed", { device, doing: this.#doing }));
    channel.on("close", closed);
    channel.on("error", closed);
    signal.addEventListener("abort", () => this.#end(asFailure(signal.reason)), { once: true });
  }

  /** Types a line. Secrets are typed with `secret`, so that the transcript never holds them. */
  type(text: string, { secret = false } = {}): void {
    const { channel, transcript } = this.#options;
    transcript.sent(secret ? "‹secret›" : text);
    channel.write(text + this.manner.enter);
  }

  /** Presses a key, without the end of a line. */
  press(key: string): void {
    this.#options.channel.write(key);
  }

  /**
   * Sends a command and reads its answer up to the next prompt, page by page.
   *
   * @param isWhole whether an answer has all it should have; one that has not is waited for longer
   * @throws Failure `device-silent`, `device-slow`, `device-closed`, `output-too-long`
   */
  async ask(
    command: string,
    { doing, isWhole, unproven }: AskOptions = { doing: `it answered “${command}”` },
  ): Promise<Answer> {
    const from = this.screen.lines.length;
    const { bytes } = this.screen;
    this.type(command);
    const read = (): Answer => answerIn(this.screen.lines.slice(from), command);
    const prompt = await this.until(doing, this.#options.limits.commandMs, (tail) => {
      // Until something came the prompt that stands there is the one before the command.
      if (this.screen.bytes === bytes || !this.isPrompt(tail)) return null;
      if (tail.trimEnd() !== this.prompt.trimEnd())
        return { value: tail, settleMs: doubtfulSettleMs };
      const { lines, echoed } = read();
      if (command !== "" && !echoed) return { value: tail, settleMs: unechoedSettleMs };
      const whole = isWhole?.(lines) ?? true;
      return { value: tail, settleMs: whole ? settleMs : (unproven?.settleMs ?? settleMs) };
    });
    this.prompt = prompt;
    return read();
  }

  isPrompt(tail: string): boolean {
    return this.manner.prompt.test(tail);
  }

  /**
   * Waits until `decide` has made up its mind about the line under the cursor, and nothing more came
   * for as long as it said. Pagers are answered on the way.
   *
   * @throws Failure `device-silent`, `device-slow`, `device-closed`, `output-too-long`
   */
  async until<T>(
    doing: string,
    limitMs: number,
    decide: (tail: string) => Decision<T>,
  ): Promise<T> {
    this.#doing = doing;
    const { device, limits } = this.#options;
    const endMs = performance.now() + limitMs;
    let heardMs = performance.now();
    let pressed = -1;
    for (;;) {
      const { tail, bytes } = this.screen;
      if (this.#ended) throw this.#fell(this.#ended);
      const decision = decide(tail);
      const page = !decision && pressed !== bytes && this.#isPager(tail);
      const waitMs = decision?.settleMs ?? (page ? doubtfulSettleMs : limits.silentMs);
      const nowMs = performance.now();
      const leftMs = Math.min(endMs - nowMs, waitMs - (nowMs - heardMs));
      if (await this.#anything(leftMs)) {
        heardMs = performance.now();
        continue;
      }
      if (this.#ended) throw this.#fell(this.#ended);
      if (decision && performance.now() - heardMs >= decision.settleMs - 1) return decision.value;
      if (performance.now() >= endMs) {
        const seconds = Math.round(limitMs / 1_000);
        throw this.#fell(fail("device-slow", { device, seconds, doing }));
      }
      if (page) {
        pressed = bytes;
        this.press(nextPage);
        heardMs = performance.now();
      } else if (performance.now() - heardMs >= limits.silentMs) {
        const seconds = Math.round(limits.silentMs / 1_000);
        throw this.#fell(fail("device-silent", { device, seconds, doing }));
      }
    }
  }

  /** Whether something happened within a time. */
  #anything(withinMs: number): Promise<boolean> {
    const { bytes } = this.screen;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), Math.max(1, withinMs));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve(this.screen.bytes !== bytes);
      };
    });
  }

  #isPager(tail: string): boolean {
    return pagers.some((rule) => rule.test(tail));
  }

  #take(chunk: Buffer): void {
    if (this.#ended) return;
    try {
      this.screen.write(chunk);
    } catch (error) {
      this.#end(asFailure(error));
    }
    this.#wake?.();
  }

  #end(failure: Failure): void {
    this.#ended ??= failure;
    this.#wake?.();
  }

  /** A failure leaves what was last on the screen in the transcript. */
  #fell(failure: Failure): Failure {
    const { transcript } = this.#options;
    transcript.received([
      ...this.screen.lines.slice(-lastLinesMax),
      this.screen.line.slice(0, 500),
    ]);
    return failure;
  }
}

interface AskOptions {
  /** For a sentence that ends "… while it answered". */
  doing: string;
  isWhole?: (lines: readonly string[]) => boolean;
  /** How long an answer that is not whole is waited for after its last byte. */
  unproven?: { settleMs: number };
}

/** A long command may be echoed over several lines of a narrow terminal. */
const echoLinesMax = 6;

/** The answer among the lines that came since a command was typed, its echo taken off. */
function answerIn(lines: readonly string[], command: string): Answer {
  const wanted = squeezed(command);
  let seen = "";
  for (const [index, line] of lines.slice(0, echoLinesMax).entries()) {
    seen += squeezed(line);
    if (!seen.endsWith(wanted)) continue;
    // Under load some devices show a command twice.
    const again = lines[index + 1] !== undefined && squeezed(lines[index + 1] ?? "") === wanted;
    return { lines: cleaned(lines.slice(index + (again ? 2 : 1))), echoed: true };
  }
  return { lines: cleaned(lines), echoed: false };
}

/** A pager that was answered and not wiped by the device is no line of its answer. */
function cleaned(lines: readonly string[]): string[] {
  return lines.filter((line) => !/^\s*-{2,} ?\(?more\b.{0,80}$/i.test(line));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}
