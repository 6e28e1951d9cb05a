import type { AddressInfo } from "node:net";
import ssh2, { type Connection } from "ssh2";
import { findPlatform } from "#lib/platforms";
import { Line, Shell, withEnds } from "./device-shell.ts";
import { type Transcript, transcripts } from "./transcripts.ts";

const hostKeys = new Map<string, string>();

/** A host key of a name, made once a process: two names are two keys. */
export function hostKeyNamed(name: string, type: "ed25519" | "rsa" = "ed25519"): string {
  const known = hostKeys.get(`${name} ${type}`);
  if (known) return known;
  const made =
    type === "rsa"
      ? ssh2.utils.generateKeyPairSync("rsa", { bits: 2_048 })
      : ssh2.utils.generateKeyPairSync("ed25519");
  hostKeys.set(`${name} ${type}`, made.private);
  return made.private;
}

/** How a device differs from one that does all as it should. */
export interface DeviceFaults {
  /** Cuts the connection after so many bytes of its session. */
  cutAfter?: number;
  /** Falls silent after so many bytes. */
  stallAfter?: number;
  /** Sends byte by byte. */
  byteByByte?: boolean;
  lineEnd?: string;
  /** The loopback address it listens on. */
  host?: string;
  /** Any free one, if absent. */
  port?: number;
  password?: string;
  enable?: string;
  auth?: readonly ("password" | "keyboard-interactive" | "publickey")[];
  hostKey?: string;
  algorithms?: ssh2.ServerConfig["algorithms"];
  /** Whether it gives a shell; absent: it does. */
  shell?: boolean;
  /** What it shows instead of what its platform does. */
  transcript?: Partial<Transcript>;
  /** Awaited before its shell says anything. */
  holds?: () => Promise<void>;
  /** Changes its text. */
  configuration?: (text: string, asked: number) => string;
}

export interface TestDevice {
  port: number;
  /** What was tried to sign in with: `password secret`, `publickey`. */
  tries: string[];
  /** Lines typed and commands asked. */
  commands: string[];
  connections: number;
  /** How many bytes had been sent when the configuration was first asked for. */
  sentBefore: { configuration?: number };
}

/** A device that listens until it is stopped. */
export type OpenDevice = TestDevice & { stop(): void };

/** A device of a platform on this machine, over real SSH, that says what its transcript says. */
export async function openDevice(id: string, faults: DeviceFaults = {}): Promise<OpenDevice> {
  const known = transcripts.get(id);
  const platform = findPlatform(id);
  if (!known || !platform) throw new Error(`There is no transcript of ${id}.`);
  const transcript: Transcript = { ...known, ...faults.transcript };
  const seen: TestDevice = { port: 0, tries: [], commands: [], connections: 0, sentBefore: {} };
  const open = new Set<Connection>();
  let asked = 0;
  let sent = () => 0;
  const answer = (command: string): string | null => {
    seen.commands.push(command);
    if (platform.configuration.commands[0] !== command) return answerOf(transcript, command);
    asked += 1;
    seen.sentBefore.configuration ??= sent();
    const { configuration = (text) => text } = faults;
    return transcript.preamble + configuration(transcript.configuration, asked);
  };
  const server = new ssh2.Server(
    {
      hostKeys: [faults.hostKey ?? hostKeyNamed("device")],
      ident: transcript.ident,
      ...(faults.algorithms ? { algorithms: faults.algorithms } : {}),
    },
    (client) => {
      seen.connections += 1;
      open.add(client);
      const line = new Line(client, faults);
      sent = () => line.sent;
      client.on("error", () => {}).on("close", () => open.delete(client));
      client.on("authentication", (tried) => authenticate(tried, faults, seen));
      client.on("session", (accept) => {
        const session = accept();
        session.on("pty", (yes) => yes?.());
        session.on("shell", (yes, no) => {
          if (faults.shell === false) return no();
          const channel = yes();
          const begin = () => new Shell(channel, { transcript, faults, answer, line });
          if (faults.holds) faults.holds().then(begin);
          else begin();
        });
        session.on("exec", (yes, _no, { command }) => {
          const channel = yes();
          const text = answer(command);
          line.send(channel, withEnds(text ?? `${command}: command not found\n`, faults));
          if (line.broken) return;
          channel.exit(text === null ? 127 : 0);
          channel.end();
        });
      });
    },
  );
  const { host = "127.0.0.1", port = 0 } = faults;
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  seen.port = (server.address() as AddressInfo).port;
  const stop = () => {
    for (const client of open) client.end();
    server.close();
  };
  return Object.assign(seen, { stop });
}

/** A device answers the same whether it is told to page or not. */
function answerOf({ answers }: Transcript, command: string): string | null {
  const unpaged = Object.keys(answers).find((each) => each.split(" | ")[0] === command);
  return answers[command] ?? answers[unpaged ?? ""] ?? null;
}

function authenticate(tried: ssh2.AuthContext, faults: DeviceFaults, seen: TestDevice): void {
  const methods = [...(faults.auth ?? ["password"])];
  const right = faults.password ?? "right";
  const settle = (good: boolean) => (good ? tried.accept() : tried.reject(methods));
  const offered = methods.some((method) => method === tried.method);
  if (tried.method === "password") {
    seen.tries.push(`password ${tried.password}`);
    settle(offered && tried.password === right);
  } else if (tried.method === "publickey") {
    seen.tries.push("publickey");
    settle(offered);
  } else if (tried.method === "keyboard-interactive" && offered) {
    tried.prompt([{ prompt: "Password: ", echo: false }], (answers) => {
      seen.tries.push(`keyboard-interactive ${answers[0]}`);
      settle(answers[0] === right);
    });
  } else {
    settle(false);
  }
}
