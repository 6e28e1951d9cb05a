// @ts-check
import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { fail } from "#lib/failures";

/**
 * What the environment says about the web process.
 *
 * @typedef {object} WebConfig
 * @property {string} host address to listen on; this machine only unless set
 * @property {number} port
 * @property {URL | null} url the address people use when a proxy stands in front
 * @property {BlockList | null} proxies whose `X-Forwarded-For` is believed; `null`: nobody's
 */

const wildcards = new Set(["0.0.0.0", "::"]);

/**
 * Reads `HOST`, `PORT`, `HOLDFAST_URL` and `HOLDFAST_TRUSTED_PROXIES`.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {WebConfig}
 * @throws Failure `setting-malformed`
 */
export function readConfig(environment) {
  return {
    host: environment.HOST || "127.0.0.1",
    port: readPort(environment.PORT || "3000"),
    url: environment.HOLDFAST_URL ? readUrl(environment.HOLDFAST_URL) : null,
    proxies: environment.HOLDFAST_TRUSTED_PROXIES
      ? readProxies(environment.HOLDFAST_TRUSTED_PROXIES)
      : null,
  };
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw fail("setting-malformed", { name: "PORT", problem: "is not a number from 0 to 65535" });
  }
  return port;
}

/** @param {string} text */
function readUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url && ["http:", "https:"].includes(url.protocol) && !url.username && !url.search;
  if (!plain || url.pathname !== "/" || url.hash) {
    const problem = "is not an address such as https://backup.example.org";
    throw fail("setting-malformed", { name: "HOLDFAST_URL", problem });
  }
  return url;
}

/** @param {string} text addresses and networks, separated by commas */
function readProxies(text) {
  const list = new BlockList();
  for (const part of text.split(",").map((piece) => piece.trim())) {
    const [address = "", prefix] = part.split("/");
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
    if (!family || !Number.isInteger(bits) || bits < 0 || bits > (family === 6 ? 128 : 32)) {
      const problem = "is not a list of addresses or networks such as 127.0.0.1, 10.0.0.0/8";
      throw fail("setting-malformed", { name: "HOLDFAST_TRUSTED_PROXIES", problem });
    }
    list.addSubnet(address, bits, family === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

/**
 * The origin under which a request came in, by its `Host`; `null` when this console does not answer
 * to that name. The scheme is known, never believed: what a client or proxy says about it is not
 * looked at.
 *
 * @param {WebConfig} config
 * @param {string | undefined} host
 * @returns {string | null}
 */
export function originOf(config, host) {
  if (!host || !/^(\[[\da-f:.]+\]|[a-z\d._-]+)(:\d{1,5})?$/i.test(host)) return null;
  const { url, port } = config;
  if (url && URL.canParse(`${url.protocol}//${host}`)) {
    if (new URL(`${url.protocol}//${host}`).host === url.host) return url.origin;
  }
  if (!URL.canParse(`http://${host}`)) return null;
  const asked = new URL(`http://${host}`);
  if (Number(asked.port || 80) !== port) return null;
  return isOwnName(config, asked.hostname) ? asked.origin : null;
}

/**
 * Whether a page of this origin is one of ours.
 *
 * @param {WebConfig} config
 * @param {string} origin
 */
export function isOwnOrigin(config, origin) {
  if (!URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  return origin === `${protocol}//${host}` && originOf(config, host) === origin;
}

/**
 * The addresses at which people find this console, the one to show first.
 *
 * @param {WebConfig} config
 * @returns {string[]}
 */
export function ownOrigins({ host, port, url }) {
  const names = ["localhost", "127.0.0.1", ...(wildcards.has(host) ? ownAddresses() : [host])];
  const local = [...new Set(names)].map((name) => {
    const literal = isIP(name) === 6 ? `[${name}]` : name;
    return new URL(`http://${literal}:${port}`).origin;
  });
  return [...new Set([...(url ? [url.origin] : []), ...local])];
}

/**
 * The address at which this process reaches itself.
 *
 * @param {WebConfig} config
 */
export function ownOrigin({ host, port }) {
  const name = wildcards.has(host) ? "127.0.0.1" : host;
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}

/**
 * Names that no foreign page can point here: an attacker's domain may resolve to this machine, but
 * the browser then still asks for that domain.
 *
 * @param {WebConfig} config
 * @param {string} name
 */
function isOwnName({ host }, name) {
  const bare = name.replace(/^\[|\]$/g, "").toLowerCase();
  if (["localhost", "127.0.0.1", "::1", host.toLowerCase()].includes(bare)) return true;
  return wildcards.has(host) && ownAddresses().includes(bare);
}

function ownAddresses() {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address),
  );
}

/**
 * The client's address: of the connection, or what a trusted proxy saw. Of `X-Forwarded-For` the
 * rightmost address that is not a trusted proxy counts; what a client wrote stands left of it.
 *
 * @param {WebConfig} config
 * @param {string | undefined} peer
 * @param {string | string[] | undefined} forwarded
 * @returns {string}
 */
export function clientAddress({ proxies }, peer, forwarded) {
  let address = plainAddress(peer ?? "");
  const seen = [forwarded ?? []].flat().join(",").split(",").map(plainAddress);
  while (proxies && isIn(proxies, address)) {
    const next = seen.pop();
    if (!next || !isIP(next)) break;
    address = next;
  }
  return address;
}

/** @param {string} address an IPv4 address over an IPv6 socket is the IPv4 address */
function plainAddress(address) {
  return address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, "");
}

/**
 * @param {BlockList} list
 * @param {string} address
 */
function isIn(list, address) {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
}
