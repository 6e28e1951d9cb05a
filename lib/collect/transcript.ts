import { type Platform, redact, redacted } from "#lib/platforms";
import type { Login } from "./target.ts";

/** As much of a transcript's beginning and end is kept; what lies between is left out and said. */
const headCharsMax = 8_000;
const tailCharsMax = 24_000;
/** Shorter secrets would blot out ordinary words. */
const secretCharsMin = 4;

/** What went over the line in one attempt, for a person who asks why it failed. */
export class Transcript {
  #head = "";
  #tail = "";
  #left = 0;

  /** What was typed; a secret is never given to this. */
  sent(text: string): void {
    this.#add(`→ ${text}\n`);
  }

  received(lines: readonly string[]): void {
    if (lines.length > 0) this.#add(`${lines.map((line) => `  ${line}`).join("\n")}\n`);
  }

  /** What happened, in a few words. */
  note(text: string): void {
    this.#add(`· ${text}\n`);
  }

  /** The text as it may be kept: without what the platform or the login calls a secret. */
  read(platform: Platform | null, login: Login): string {
    const between = this.#left > 0 ? `· ${this.#left} characters left out\n` : "";
    return withoutSecrets(`${this.#head}${between}${this.#tail}`, platform, login);
  }

  #add(text: string): void {
    const room = headCharsMax - this.#head.length;
    if (this.#tail === "" && text.length <= room) {
      this.#head += text;
      return;
    }
    const tail = this.#tail + text;
    this.#left += Math.max(0, tail.length - tailCharsMax);
    this.#tail = tail.slice(-tailCharsMax);
  }
}

/** What a device sent, without what the platform or the login calls a secret. */
export function withoutSecrets(text: string, platform: Platform | null, login: Login): string {
  let clean = text;
  for (const secret of [login.password, login.enable, login.passphrase]) {
    if (secret && secret.length >= secretCharsMin) clean = clean.replaceAll(secret, redacted);
  }
  return redact(platform, clean).text;
}
