import type { Platform, Recognised } from "#lib/platforms";
import type { HostKey, Watch } from "./attempt.ts";
import { openConnection, resolveTarget } from "./reach.ts";
import type { SshSession } from "./session.ts";
import { signIn } from "./ssh.ts";
import type { Stages } from "./stages.ts";
import { shownTarget, type Target } from "./target.ts";
import type { Transcript } from "./transcript.ts";

/** What is known of an attempt while it goes on. */
export interface Progress {
  stages: Stages;
  transcript: Transcript;
  hostKey: HostKey | null;
  signedIn: boolean;
  session: SshSession | null;
  /** The given one, or the one that was recognised. */
  platform: Platform | null;
  recognised: Recognised | null;
}

/** Connects to a device and signs in, part by part. @throws Failure of name, connection, keys, sign-in */
export async function connect(
  target: Target,
  watch: Watch,
  progress: Progress,
): Promise<SshSession> {
  const { stages, transcript } = progress;
  const { signal } = watch;
  const address = await stages.run(
    "name",
    () => resolveTarget(target),
    (found) => found,
  );
  const socket = await stages.run(
    "connection",
    () => openConnection(target, address, signal),
    () => shownTarget(target),
  );
  const exchange = Promise.withResolvers<void>();
  const steps = {
    shown: (key: HostKey) => {
      progress.hostKey = key;
    },
    exchanged: () => exchange.resolve(),
    beforeSecret: () => leaveFor(watch, progress),
  };
  const session = signIn(target, socket, steps, signal);
  await stages.run(
    "key exchange",
    () => Promise.race([exchange.promise, session.then(() => {})]),
    () => (progress.hostKey ? `${progress.hostKey.type} ${progress.hostKey.fingerprint}` : ""),
  );
  progress.session = await stages.run(
    "sign-in",
    () => session,
    () => `as ${target.login.user}`,
  );
  transcript.note(`signed in; it calls itself ${progress.session.ident}`);
  return progress.session;
}

/** Waits for leave to send a secret to the device whose key is known by then. */
export async function leaveFor(watch: Watch, { hostKey }: Progress): Promise<void> {
  if (hostKey) await watch.beforeSecret?.(hostKey);
}
