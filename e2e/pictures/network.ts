import type { AddDevice } from "#lib/inventory/schema";
import { hostKeyNamed, type OpenDevice, openDevice } from "../../test/device-server.ts";
import { randomFrom } from "../../test/seed.ts";
import { type Transcript, transcripts } from "../../test/transcripts.ts";

/** A small company's network: real SSH servers on this machine, and what changes there day by day. */
export interface Network {
  devices: readonly NetworkDevice[];
  /** Begins a day: work that was done by hand, and what broke. */
  liveOneDay(day: number): Promise<void>;
  stop(): void;
}

export interface NetworkDevice {
  input: AddDevice["device"];
  /** Interfaces of its own; 0: it shows what its transcript holds. */
  ports: number;
}

export const networkLogin = {
  name: "network-backup",
  username: "holdfast",
  password: "right",
  enable: "up",
};

/** Days, counted from the first: when each trouble begins that the last day shows. */
interface Troubles {
  gone: number;
  refused: number;
  otherKey: number;
  cut: number;
}

// Below 1024 only root may listen.
const port = process.getuid?.() === 0 ? 22 : 2_222;

const devices: readonly NetworkDevice[] = [
  made("core-1", "cisco-nxos", { host: "127.20.1.1", site: "Leipzig", tags: ["core"], ports: 48 }),
  made("core-2", "cisco-nxos", { host: "127.20.1.2", site: "Leipzig", tags: ["core"], ports: 48 }),
  made("leaf-1", "arista-eos", { host: "127.20.1.11", site: "Leipzig", tags: ["dc"], ports: 52 }),
  made("leaf-2", "arista-eos", { host: "127.20.1.12", site: "Leipzig", tags: ["dc"], ports: 52 }),
  made("leaf-3", "arista-eos", { host: "127.20.1.13", site: "Leipzig", tags: ["dc"], ports: 52 }),
  made("edge-1", "cisco-ios", { host: "127.20.2.1", site: "Berlin", tags: ["edge"], ports: 24 }),
  made("edge-2", "cisco-ios", { host: "127.20.3.1", site: "Hamburg", tags: ["edge"], ports: 24 }),
  made("edge-3", "cisco-ios", { host: "127.20.4.1", site: "Dresden", tags: ["edge"], ports: 24 }),
  made("branch-1", "cisco-ios", { host: "127.20.5.1", site: "Erfurt", tags: ["branch"], ports: 8 }),
  made("branch-2", "cisco-ios", { host: "127.20.6.1", site: "Jena", tags: ["branch"], ports: 8 }),
  made("fw-1", "fortinet-fortios", { host: "127.20.2.2", site: "Berlin", tags: ["firewall"] }),
  made("fw-2", "fortinet-fortios", { host: "127.20.3.2", site: "Hamburg", tags: ["firewall"] }),
  made("vpn-1", "vyos", { host: "127.20.2.3", site: "Berlin", tags: ["edge"] }),
  made("rr-1", "frr", { host: "127.20.1.3", site: "Leipzig", tags: ["core"] }),
];

function made(
  name: string,
  platform: NonNullable<AddDevice["device"]["platform"]>,
  at: { host: string; site: string; tags: string[]; ports?: number },
): NetworkDevice {
  const { host: address, site, tags, ports = 0 } = at;
  return { input: { name, platform, address, port, site, tags }, ports };
}

/** Opens all devices, as they were on the first day. */
export async function openNetwork(seed: number, troubles: Troubles): Promise<Network> {
  let today = 0;
  const open = new Map<string, OpenDevice>();
  const begin = async ({ input, ports }: NetworkDevice, changed: Changed = {}) => {
    const { name = "", platform, address } = input;
    const transcript = named(transcripts.get(platform ?? ""), name);
    const device = await openDevice(platform ?? "", {
      host: address,
      port,
      hostKey: hostKeyNamed(changed.key ?? name),
      password: changed.password ?? networkLogin.password,
      transcript,
      configuration(text) {
        const whole = ports > 0 ? withPorts(text, { name, ports, seed, day: today }) : text;
        return changed.cut ? whole.slice(0, whole.length / 3) : whole;
      },
    });
    open.set(name, device);
  };
  const change = async (name: string, changed: Changed | null) => {
    const device = devices.find(({ input }) => input.name === name);
    if (!device) throw new Error(`The network has no ${name}.`);
    await open.get(name)?.stop();
    if (changed) await begin(device, changed);
  };
  for (const device of devices) await begin(device);
  return {
    devices,
    async liveOneDay(day) {
      today = day;
      if (day === troubles.gone) await change("branch-2", null);
      if (day === troubles.refused) await change("fw-2", { password: "another" });
      if (day === troubles.otherKey) await change("edge-3", { key: "edge-3, replaced" });
      if (day === troubles.cut) await change("leaf-3", { cut: true });
    },
    stop() {
      for (const device of open.values()) device.stop();
    },
  };
}

interface Changed {
  key?: string;
  password?: string;
  cut?: boolean;
}

/** The transcript of another device of the same platform. */
function named(transcript: Transcript | undefined, name: string): Transcript {
  if (!transcript) throw new Error(`${name} has no transcript.`);
  return JSON.parse(JSON.stringify(transcript).replaceAll(transcript.hostname, name));
}

const places = ["core-1", "core-2", "leaf-1", "leaf-2", "edge-1", "fw-1", "storage", "office"];
const vlans = [10, 20, 30, 110, 120, 200];

interface Body {
  name: string;
  ports: number;
  seed: number;
  day: number;
}

/** The interfaces and access lists of a device, put in before its routing. */
function withPorts(text: string, { name, ports, seed, day }: Body): string {
  const own = randomFrom(
    seed + [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
  );
  const pick = <Item>(of: readonly Item[]): Item => of[Math.floor(own() * of.length)] as Item;
  const period = 9 + Math.floor(own() * 22); // days between two changes by hand
  const changes = Math.floor(day / period);
  const blocks = Array.from({ length: ports }, (_, at) => {
    const vlan = pick(vlans);
    const goal = pick(places);
    const moved = changes > 0 && at % 11 === changes % 11;
    return [
      `interface Ethernet1/${at + 1}`,
      `  description ${moved ? `moved to ${goal}, rack ${changes + 3}` : `to ${goal}`}`,
      "  switchport mode access",
      `  switchport access vlan ${moved ? vlan + changes : vlan}`,
      "  mtu 9214",
      ...(own() < 0.2 ? ["  shutdown"] : []),
    ].join("\n");
  });
  const list = Array.from({ length: 12 + changes }, (_, at) => {
    return `  ${(at + 1) * 10} permit tcp 192.0.2.${at * 8}/29 any eq ${at % 2 ? 443 : 22}`;
  });
  const body = [...blocks, "ip access-list management", ...list].join("\n");
  return text.replace(/^router bgp/m, () => `${body}\nrouter bgp`);
}
