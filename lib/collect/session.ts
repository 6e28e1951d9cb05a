import type { Client, ClientChannel } from "ssh2";
import { fail } from "#lib/failures";
import type { HostKey } from "./attempt.ts";
import type { Greeting } from "./greeting.ts";

/** Wide enough for any line of a configuration, tall enough that little is paged. */
const terminal = { term: "vt100", cols: 511, rows: 1_000 } as const;

/** What is known of a connection besides what the client tells. */
export interface HandshakeState {
  hostKey: HostKey | null;
  banner: string;
  /** The device ended the connection. */
  ended: boolean;
}

/** A signed-in connection to a device. */
export interface SshSession {
  readonly ident: string;
  /** What the device showed before the sign-in. */
  readonly banner: string;
  /** Whether the device has ended the connection. */
  readonly ended: boolean;
  /** @throws Failure `ssh-broke-off`, as does the next */
  openShell(): Promise<ClientChannel>;
  openCommand(command: string): Promise<ClientChannel>;
  close(): void;
}

/** A connection that is signed in, as the conversation uses it. */
export function sessionOf(
  device: string,
  client: Client,
  { greeting, state }: { greeting: Greeting; state: HandshakeState },
): SshSession {
  return {
    ident: greeting.ident ?? "",
    banner: state.banner,
    get ended() {
      return state.ended;
    },
    openShell: () => opened(device, (done) => client.shell(terminal, done)),
    openCommand: (command) => opened(device, (done) => client.exec(command, done)),
    close: () => {
      client.on("error", () => {}); // the device may reset what we end
      client.end();
      client.destroy();
    },
  };
}

function opened(
  device: string,
  open: (done: (error: Error | undefined, channel: ClientChannel) => void) => void,
): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    open((error, channel) => {
      if (!error) return resolve(channel);
      reject(fail("ssh-broke-off", { device, detail: error.message.slice(0, 200) }));
    });
  });
}
