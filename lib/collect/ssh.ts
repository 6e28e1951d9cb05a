import type { Socket } from "node:net";
import { Client } from "ssh2";
import { asFailure, type Failure, fail } from "#lib/failures";
import { algorithmsFor, kindNames, mismatches, offeredTo } from "./algorithms.ts";
import type { HostKey } from "./attempt.ts";
import { Greeting } from "./greeting.ts";
import { hostKeyOf } from "./host-key.ts";
import { type HandshakeState, type SshSession, sessionOf } from "./session.ts";
import { SignIn } from "./sign-in.ts";
import { shownTarget, type Target } from "./target.ts";

const bannerCharsMax = 4_096;

export interface SshSteps {
  /** What the device showed, whether it is accepted or not. */
  shown(hostKey: HostKey): void;
  /** Encrypted from here on; the key is the pinned one or the first ever seen. */
  exchanged(): void;
  beforeSecret(hostKey: HostKey): Promise<void>;
}

/**
 * Signs in to a device over an open connection.
 *
 * @throws Failure `not-ssh`, `kex`, `host-key` (before any secret is sent), `auth`, `auth-method`,
 *   `unknown-question`, `device-silent`, `device-closed`, `ssh-broke-off`, or what `beforeSecret` throws
 */
export function signIn(
  target: Target,
  socket: Socket,
  steps: SshSteps,
  signal: AbortSignal,
): Promise<SshSession> {
  const handshake = new Handshake(target, socket, steps);
  const stop = () => handshake.end(asFailure(signal.reason));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  return handshake.done.finally(() => signal.removeEventListener("abort", stop));
}

/** One sign-in, from the first byte to the device's yes or no; each part has a limit of its own. */
class Handshake {
  readonly done: Promise<SshSession>;

  readonly #target: Target;
  readonly #socket: Socket;
  readonly #steps: SshSteps;
  readonly #client = new Client();
  readonly #greeting = new Greeting();
  readonly #state: HandshakeState = { hostKey: null, banner: "", ended: false };
  readonly #read = (chunk: Buffer) => {
    const wasSilent = this.#greeting.ident === null;
    this.#greeting.read(chunk);
    // Whoever has greeted may need its time for the keys; whoever has not is not worth it.
    if (wasSilent && this.#greeting.ident !== null) {
      this.#within(this.#target.limits.keyExchangeMs, "keys were exchanged");
    }
  };
  #settle: (failure: Failure | null) => void = () => {};
  #late: NodeJS.Timeout | undefined;

  constructor(target: Target, socket: Socket, steps: SshSteps) {
    this.#target = target;
    this.#socket = socket;
    this.#steps = steps;
    this.done = new Promise((resolve, reject) => {
      this.#settle = (failure) => {
        if (failure) reject(failure);
        else
          resolve(
            sessionOf(shownTarget(target), this.#client, {
              greeting: this.#greeting,
              state: this.#state,
            }),
          );
      };
    });
    this.#listen();
    this.#within(target.limits.silentMs, "it was greeted");
    this.#connect();
  }

  /** Settles it; only the first call counts. */
  end(failure: Failure | null): void {
    clearTimeout(this.#late);
    this.#socket.off("data", this.#read);
    if (failure) {
      this.#client.destroy();
      this.#socket.destroy();
    }
    this.#settle(failure);
    this.#settle = () => {};
  }

  #listen(): void {
    const { loginMs } = this.#target.limits;
    const client = this.#client;
    this.#socket.on("data", this.#read);
    client.on("banner", (text) => {
      this.#state.banner = text.slice(0, bannerCharsMax);
    });
    client.on("handshake", () => {
      this.#steps.exchanged();
      this.#within(loginMs, "signing in");
    });
    client.on("ready", () => this.end(null));
    client.on("error", (error) => this.end(this.#failureOf(error)));
    client.on("end", () => {
      this.#state.ended = true;
    });
    client.on("close", () => {
      this.#state.ended = true;
      this.end(this.#closed());
    });
  }

  #connect(): void {
    const { login, legacy, hostKey } = this.#target;
    const secrets = new SignIn({
      device: shownTarget(this.#target),
      login,
      failed: (failure) => this.end(failure),
      beforeSecret: () => this.#beforeSecret(),
    });
    this.#client.connect({
      sock: this.#socket,
      username: login.user,
      algorithms: algorithmsFor(legacy),
      authHandler: secrets.handler,
      hostVerifier: (blob: Buffer) => {
        const shown = hostKeyOf(blob);
        this.#state.hostKey = shown;
        this.#steps.shown(shown);
        return hostKey === null || hostKey === shown.fingerprint;
      },
      readyTimeout: 0, // each part has a limit of its own
      keepaliveInterval: 0, // some devices break off at a question they do not know
    });
  }

  async #beforeSecret(): Promise<void> {
    const { hostKey } = this.#state;
    if (!hostKey) throw new Error("No host key was seen.");
    clearTimeout(this.#late); // others may be let through first
    await this.#steps.beforeSecret(hostKey);
    this.#within(this.#target.limits.loginMs, "signing in");
  }

  #within(limitMs: number, doing: string): void {
    clearTimeout(this.#late);
    const device = shownTarget(this.#target);
    const seconds = Math.round(limitMs / 1_000);
    this.#late = setTimeout(() => {
      const hushed = () => fail("device-silent", { device, seconds, doing });
      this.end(this.#greeting.ident ? hushed() : notSsh(device, this.#greeting));
    }, limitMs);
  }

  #closed(cause?: Error): Failure {
    const device = shownTarget(this.#target);
    const doing = this.#state.hostKey ? "signing in" : "keys were exchanged";
    if (this.#greeting.ident === null) return notSsh(device, this.#greeting);
    return fail("device-closed", { device, doing }, { cause });
  }

  /** What an error of the client means; it tells neither offers nor keys. */
  #failureOf(error: Error): Failure {
    const device = shownTarget(this.#target);
    const { hostKey } = this.#state;
    const expected = this.#target.hostKey;
    const { message } = error;
    if (/verification failed/i.test(message) && hostKey && expected) {
      return fail("host-key", { device, expected, seen: hostKey.fingerprint });
    }
    if (/no matching/i.test(message)) return kexFailure(this.#target, this.#greeting, error);
    if (this.#greeting.ident === null || /ECONNRESET|EPIPE/.test(message)) {
      return this.#closed(error);
    }
    if (/parse.*key|passphrase|privateKey/i.test(message)) {
      const holds = `a key that cannot be read (${message})`;
      return fail("auth-method", { device, offers: "a key", holds }, { cause: error });
    }
    return fail("ssh-broke-off", { device, detail: message.slice(0, 200) }, { cause: error });
  }
}

function notSsh(device: string, greeting: Greeting): Failure {
  return fail("not-ssh", { device, seen: greeting.firstLine });
}

function kexFailure(target: Target, greeting: Greeting, cause: Error): Failure {
  const device = shownTarget(target);
  const { offer } = greeting;
  const found = offer ? mismatches(offer, target.legacy) : [];
  const [first] = found;
  if (!first)
    return fail("ssh-broke-off", { device, detail: cause.message.slice(0, 200) }, { cause });
  const proposals = found.flatMap(({ proposal }) => proposal ?? []);
  const facts = {
    device,
    part: kindNames[first.kind],
    offers: first.offers.join(", ") || "none",
    allowed: offeredTo(target.legacy)[first.kind].join(", "),
    /** What to allow this device; empty: nothing that Holdfast knows would help. */
    proposals: found.every(({ proposal }) => proposal) ? proposals : [],
  };
  return fail("kex", facts, { cause });
}
