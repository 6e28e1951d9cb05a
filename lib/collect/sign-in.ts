import type { AnyAuthMethod, AuthHandlerMiddleware, NextAuthHandler } from "ssh2";
import { asFailure, type Failure, fail } from "#lib/failures";
import type { Login } from "./target.ts";

/** Rounds of questions one sign-in may take; more is a device that plays for time. */
const questionRoundsMax = 5;
const asksPassword = /pass(?:word|code|phrase)?[^:\n]*:?\s*$/i;
const asksUser = /(?:user ?name|login|user)\s*:\s*$/i;

interface SignInOptions {
  device: string;
  login: Login;
  /** Waits for leave to send a secret. @throws Failure */
  beforeSecret(): Promise<void>;
  /** The device refused what was sent, or there is nothing to send; the connection is ended then. */
  failed(failure: Failure): void;
}

/**
 * Signs in with what the credential holds, each secret at most once: a refused attempt is never
 * followed by another of the same kind, because devices lock accounts.
 *
 * The key comes before the password. A password is given as such or as the answer to the device's
 * question, whichever the device takes, never both.
 */
export class SignIn {
  /** What was sent last, for the sentence about its refusal. */
  tried: "key" | "password" | null = null;

  readonly #options: SignInOptions;
  readonly #sent = new Set<string>();
  #rounds = 0;
  #unknownQuestion: string | null = null;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** For ssh2: called with what the device takes, before each attempt. */
  readonly handler: AuthHandlerMiddleware = (takes, _partial, next) => {
    this.#next(takes, next).catch((error: unknown) => this.#options.failed(asFailure(error)));
  };

  async #next(takes: readonly string[] | null, next: NextAuthHandler): Promise<void> {
    const { login, failed } = this.#options;
    const username = login.user;
    // The first attempt is of no method: it tells what the device takes, and sends nothing.
    if (takes === null) return next({ type: "none", username } as AnyAuthMethod);
    const method = this.#method(takes);
    if (!method) return failed(this.#refusal(takes));
    await this.#options.beforeSecret();
    this.#sent.add(method);
    this.tried = method === "publickey" ? "key" : "password";
    if (method === "publickey") return next(this.#key(username));
    const password = login.password ?? "";
    if (method === "password") return next({ type: "password", username, password });
    next({ type: "keyboard-interactive", username, prompt: (...asked) => this.#answer(...asked) });
  }

  #method(takes: readonly string[]): "publickey" | "password" | "keyboard-interactive" | null {
    const { login } = this.#options;
    const sent = this.#sent;
    if (login.privateKey && takes.includes("publickey") && !sent.has("publickey")) {
      return "publickey";
    }
    const passwordSent = sent.has("password") || sent.has("keyboard-interactive");
    if (login.password === null || passwordSent) return null;
    if (takes.includes("password")) return "password";
    return takes.includes("keyboard-interactive") ? "keyboard-interactive" : null;
  }

  #key(username: string): AnyAuthMethod {
    const { privateKey, passphrase } = this.#options.login;
    const key = privateKey ?? "";
    return passphrase === null
      ? { type: "publickey", username, key }
      : { type: "publickey", username, key, passphrase };
  }

  #answer(
    _name: string,
    _instructions: string,
    _language: string,
    questions: readonly { prompt: string }[],
    finish: (answers: string[]) => void,
  ): void {
    this.#rounds += 1;
    if (this.#rounds > questionRoundsMax) {
      this.#unknownQuestion = `more than ${questionRoundsMax} rounds of questions`;
      const seen = this.#unknownQuestion;
      this.#options.failed(fail("unknown-question", { device: this.#options.device, seen }));
      return;
    }
    finish(questions.map(({ prompt }) => this.#answerTo(prompt)));
  }

  /** By what is asked, not by its place: some devices ask for consent first. */
  #answerTo(question: string): string {
    const { login } = this.#options;
    if (asksPassword.test(question)) return login.password ?? "";
    if (asksUser.test(question)) return login.user;
    this.#unknownQuestion = question.replace(/\s+/g, " ").trim().slice(0, 120);
    return "";
  }

  #refusal(takes: readonly string[]): Failure {
    const { device, login } = this.#options;
    if (this.#unknownQuestion)
      return fail("unknown-question", { device, seen: this.#unknownQuestion });
    if (this.tried) return fail("auth", { device, user: login.user, method: this.tried });
    const offers = takes.length > 0 ? takes.join(", ") : "nothing known";
    const held = [login.privateKey && "a key", login.password !== null && "a password"];
    const holds = held.filter(Boolean).join(" and ") || "neither a password nor a key";
    return fail("auth-method", { device, offers, holds });
  }
}
