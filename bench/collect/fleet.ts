/**
 * A simulated fleet, in a process of its own so that its work is not counted: many routers on this
 * machine, each on its own port, that answer after a while and can refuse or hang.
 *
 * `node bench/collect/fleet.ts '{"devices":1000,"port":20000,…}'` prints READY once all listen.
 */
import ssh2, { type ServerChannel } from "ssh2";
import { randomFrom } from "../../test/seed.ts";

export interface FleetOptions {
  devices: number;
  /** Device 1 listens on the next one. */
  port: number;
  /** Before each reply. */
  latencyMs: number;
  lines: number;
  /** Per cent that refuse the password, and that never answer the configuration command. */
  refuse: number;
  hang: number;
}

export const fleetLogin = { username: "admin", password: "secret123" };

export type Fate = "answers" | "refuses" | "hangs";

/** What device `index` does, the same in each process. */
export function fateOf(index: number, { refuse, hang }: FleetOptions): Fate {
  const draw = randomFrom(index * 7_919 + 77)() * 100;
  if (draw < refuse) return "refuses";
  return draw < refuse + hang ? "hangs" : "answers";
}

export function nameOf(index: number): string {
  return `r${String(index).padStart(4, "0")}`;
}

/** The configuration of device `index`: about 42 bytes a line, the same at each call. */
function configurationOf(index: number, { lines }: FleetOptions): string {
  const random = randomFrom(index);
  const number = (most: number) => Math.floor(random() * most);
  const body = Array.from({ length: lines - 6 }, (_, line) => {
    if (line % 4 === 0) return `interface GigabitEthernet${Math.floor(line / 96)}/0/${line % 96}`;
    if (line % 4 === 1)
      return ` description uplink to r${number(9_999)} port ${number(48)} of rack ${number(99)}`;
    if (line % 4 === 2)
      return ` ip address 10.${number(255)}.${number(255)}.${number(255)} 255.255.255.252`;
    return ` ip ospf message-digest-key 1 md5 7 ${number(2 ** 31)
      .toString(16)
      .padStart(12, "0")}`;
  });
  const head = [`version 15.7`, `hostname ${nameOf(index)}`, "!"];
  return [...head, ...body, "line vty 0 4", " transport input ssh", "end"].join("\r\n");
}

function versionOf(index: number): string {
  return `Cisco IOS Software, Version 15.7(3)M4, RELEASE SOFTWARE (fc1)\r\n${nameOf(index)} uptime is 3 weeks\r\nProcessor board ID FGL${100_000 + index}`;
}

function serve(index: number, options: FleetOptions, hostKey: string): Promise<void> {
  const fate = fateOf(index, options);
  const server = new ssh2.Server({ hostKeys: [hostKey], ident: "Cisco-1.25" }, (client) => {
    client.on("error", () => {});
    client.on("authentication", (tried) => {
      const right = tried.method === "password" && tried.password === fleetLogin.password;
      if (right && fate !== "refuses") tried.accept();
      else tried.reject(["password"]);
    });
    client.on("session", (accept) => {
      const session = accept();
      session.on("pty", (yes) => yes?.());
      session.on("shell", (yes) => talk(yes(), index, options));
    });
  });
  return new Promise((resolve) => server.listen(options.port + index, "127.0.0.1", resolve));
}

function talk(channel: ServerChannel, index: number, options: FleetOptions): void {
  const prompt = `${nameOf(index)}#`;
  const answer = (text: string) =>
    setTimeout(
      () => channel.write(`${text === "" ? "" : `${text}\r\n`}${prompt}`),
      options.latencyMs,
    );
  let line = "";
  channel.on("error", () => {});
  channel.on("data", (keys: Buffer) => {
    for (const key of keys.toString()) {
      if (key !== "\r" && key !== "\n") {
        line += key;
        continue;
      }
      const command = line;
      line = "";
      channel.write(`${command}\r\n`);
      if (command === "exit") channel.end();
      else if (command === "show version") answer(versionOf(index));
      else if (command.startsWith("show running")) {
        if (fateOf(index, options) !== "hangs") answer(configurationOf(index, options));
      } else answer("");
    }
  });
  answer("");
}

if (process.argv[1] === import.meta.filename) {
  const options: FleetOptions = JSON.parse(process.argv[2] ?? "{}");
  const { private: hostKey } = ssh2.utils.generateKeyPairSync("ed25519");
  await Promise.all(
    Array.from({ length: options.devices }, (_, at) => serve(at + 1, options, hostKey)),
  );
  process.stdout.write("READY\n");
}
