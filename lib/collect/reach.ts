import { lookup } from "node:dns/promises";
import { BlockList, connect, isIP, type Socket } from "node:net";
import { asFailure, type Failure, fail } from "#lib/failures";
import { shownTarget, type Target } from "./target.ts";

/** Addresses that are no device's own, by what they are. */
const refused: readonly { kind: string; list: BlockList; ownMachine: boolean }[] = [
  {
    kind: "this machine itself",
    list: listOf(["127.0.0.0/8", "::1/128", "0.0.0.0/8", "::/128"]),
    ownMachine: true,
  },
  {
    kind: "a link-local address",
    list: listOf(["169.254.0.0/16", "fe80::/10"]),
    ownMachine: false,
  },
  { kind: "a multicast address", list: listOf(["224.0.0.0/4", "ff00::/8"]), ownMachine: false },
];

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    list.addSubnet(address, Number(bits), address.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}

/** What kind of address is refused as a target; `null`: it may be one. */
function refusal(address: string, allowLoopback: boolean): string | null {
  const plain = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  const found = refused.find(({ list }) => list.check(plain, family));
  return found && !(found.ownMachine && allowLoopback) ? found.kind : null;
}

/**
 * The address to connect to. It is looked up once and then connected to as a number, so that a name
 * cannot point elsewhere in between.
 *
 * @throws Failure `dns`, `target-refused`
 */
export async function resolveTarget(target: Target): Promise<string> {
  const name = target.address;
  const found = isIP(name)
    ? [name]
    : await lookup(name, { all: true }).then(
        (answers) => answers.map(({ address }) => address),
        (error: unknown) => {
          throw fail("dns", { name }, { cause: error });
        },
      );
  const [first] = found;
  if (first === undefined) throw fail("dns", { name });
  for (const address of found) {
    const kind = refusal(address, target.allowLoopback);
    if (kind) throw fail("target-refused", { device: shownTarget(target), kind });
  }
  return first;
}

/**
 * A TCP connection to a device.
 *
 * @throws Failure `tcp-refused`, `tcp-timeout`, `unreachable`
 */
export function openConnection(
  target: Target,
  address: string,
  signal: AbortSignal,
): Promise<Socket> {
  const device = shownTarget(target);
  const { connectMs } = target.limits;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: target.port, noDelay: true });
    const end = (failure: Failure | null) => {
      clearTimeout(late);
      signal.removeEventListener("abort", stop);
      socket.off("error", refuse);
      if (!failure) return resolve(socket);
      socket.on("error", () => {}); // it is given up; what it still says is of no use
      socket.destroy();
      reject(failure);
    };
    const stop = () => end(asFailure(signal.reason));
    const refuse = (error: NodeJS.ErrnoException) => end(connectionFailure(device, error));
    const seconds = Math.round(connectMs / 1_000);
    const late = setTimeout(() => end(fail("tcp-timeout", { device, seconds })), connectMs);
    socket.once("connect", () => end(null));
    socket.on("error", refuse);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
}

const errorWords: Record<string, string> = {
  EHOSTUNREACH: "no route to it",
  ENETUNREACH: "no route to its network",
  EHOSTDOWN: "it does not answer on its network",
  EACCES: "this machine does not allow it",
};

function connectionFailure(device: string, error: NodeJS.ErrnoException): Failure {
  if (error.code === "ECONNREFUSED") return fail("tcp-refused", { device }, { cause: error });
  if (error.code === "ETIMEDOUT") return fail("tcp-timeout", { device, seconds: 120 });
  const detail = errorWords[error.code ?? ""] ?? error.code ?? error.message;
  return fail("unreachable", { device, detail }, { cause: error });
}
