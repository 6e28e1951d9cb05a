import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { fail } from "#lib/failures";

/** What may be connected to besides public addresses. */
export interface Reachable {
  /** This machine itself, link-local and the like; only for whoever started Holdfast to say. */
  allowLoopback: boolean;
  /** Addresses and networks inside the network that a person allowed. */
  allowedAddresses: readonly string[];
}

/** One answer of the name service, checked. */
export interface Checked {
  address: string;
  family: 4 | 6;
}

/** Addresses that no service has, by what they are; nobody can allow them in the console. */
const forbidden: readonly { kind: string; list: BlockList }[] = [
  { kind: "this machine itself", list: listOf(["127.0.0.0/8", "::1/128"]) },
  { kind: "the address of no machine", list: listOf(["0.0.0.0/8", "::/128"]) },
  {
    kind: "where a cloud keeps its secrets",
    list: listOf(["169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "fd00:ec2::/32"]),
  },
  { kind: "a link-local address", list: listOf(["169.254.0.0/16", "fe80::/10"]) },
  { kind: "a multicast address", list: listOf(["224.0.0.0/4", "ff00::/8"]) },
  {
    kind: "a reserved address",
    list: listOf(["192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "fec0::/10"]),
  },
];

/** Addresses inside a network, which a person may allow one by one. */
const inside = listOf([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
]);

/** Forms in which an address of version 6 holds one of version 4, which is what is reached. */
const carriers = listOf(["::ffff:0:0/96", "64:ff9b::/96", "::/96"]);

export function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = address.includes(":") ? "ipv6" : "ipv4";
    list.addSubnet(
      address,
      bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits),
      family,
    );
  }
  return list;
}

/**
 * Looks up where a name leads and checks every answer: one that is refused refuses the name. What is
 * connected to are these numbers, so that the name cannot lead elsewhere in between.
 *
 * @param host a name or an address, in whatever form the system resolves
 * @throws Failure `dns`, `address-forbidden`, `address-private`
 */
export async function checkHost(host: string, reachable: Reachable): Promise<Checked[]> {
  // A name that means this machine by itself, whatever a name server would say of it.
  const name = /(?:^|\.)localhost\.?$/i.test(host) ? "localhost" : host;
  const found = await lookup(name, { all: true }).catch((error: unknown) => {
    throw fail("dns", { name: host }, { cause: error });
  });
  if (found.length === 0) throw fail("dns", { name: host });
  for (const { address } of found) checkAddress(host, address, reachable);
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function checkAddress(host: string, address: string, reachable: Reachable): void {
  const meant = plainAddress(address);
  const kind = forbiddenKind(meant);
  if (kind && reachable.allowLoopback) return;
  if (kind) throw fail("address-forbidden", { host, address: meant, kind });
  if (!holds(inside, meant)) return;
  if (holds(listOf(reachable.allowedAddresses), meant)) return;
  throw fail("address-private", { host, address: meant });
}

/** Whether an address or a network is one that a person may allow: inside a network, as a whole. */
export function isAllowable(network: string): boolean {
  const [address = "", bits, more] = network.split("/");
  const family = isIP(address);
  if (!family || more !== undefined) return false;
  const most = family === 4 ? 32 : 128;
  const size = bits === undefined ? most : Number(bits);
  const least = family === 4 ? 8 : 32; // the smallest number that lies inside as a whole
  if (!/^\d*$/.test(bits ?? "") || size < least || size > most) return false;
  if (plainAddress(address) !== address.toLowerCase()) return false;
  const wide = { "172.16.0.0/12": 12, "192.168.0.0/16": 16, "100.64.0.0/10": 10 };
  const tooWide = Object.entries(wide).some(
    ([range, bound]) => holds(listOf([range]), address) && size < bound,
  );
  return holds(inside, address) && !tooWide && forbiddenKind(address) === null;
}

function forbiddenKind(address: string): string | null {
  return forbidden.find(({ list }) => holds(list, address))?.kind ?? null;
}

function holds(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** An address as it is reached: the version 4 inside one of version 6, without a zone. */
function plainAddress(address: string): string {
  const [bare = ""] = address.toLowerCase().split("%");
  if (isIP(bare) !== 6 || bare === "::" || bare === "::1") return bare;
  if (!carriers.check(bare, "ipv6")) return bare;
  const [high = 0, low = 0] = groupsOf(bare).slice(-2);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** The eight groups of an address of version 6. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1); // dots become groups
  const [head = "", tail] = canonical.split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((each) => Number.parseInt(each, 16));
  const [first, last] = [numbers(head), numbers(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array<number>(zeros).fill(0), ...last];
}
