import { isIP } from "node:net";
import { bad, good, unknown, warning } from "../finding.ts";
import type { Machine } from "../machine.ts";
import type { Finding } from "../schema.ts";

const ownNames = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/** Where the console answers, and what it believes of a proxy in front of it. */
export function checkAddresses({ environment }: Machine): Finding[] {
  const { HOLDFAST_URL: url = "", HOST: host = "" } = environment;
  const listening = host || "127.0.0.1";
  return [
    address(url),
    reach({ url, listening }),
    proxy({ url, listening, trusted: environment.HOLDFAST_TRUSTED_PROXIES ?? "" }),
  ];
}

function address(url: string): Finding {
  const named = { id: "web.url", title: "Address" };
  const remedy = "Set HOLDFAST_URL to scheme and name only, such as https://backup.example.org.";
  if (!url) return good(named, "The console answers to the names of this machine alone.");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    const sentence = "HOLDFAST_URL is no address. The console does not start with it.";
    return bad(named, { sentence, remedy });
  }
  const { origin, protocol, hostname } = new URL(url);
  if (protocol === "http:" && !ownNames.has(hostname)) {
    const sentence = `${origin} is not encrypted: passwords can be read on the way.`;
    return warning(named, { sentence, remedy: "Put a proxy with TLS in front of it." });
  }
  return good(named, `The console answers to ${origin}, and messages link to it.`);
}

function reach({ url, listening }: { url: string; listening: string }): Finding {
  const named = { id: "web.host", title: "Listening" };
  if (ownNames.has(listening)) return good(named, `On ${listening}, for this machine alone.`);
  if (url) {
    const sentence = `On ${listening}: it can be reached past the proxy, without TLS.`;
    const remedy = "Let only the proxy reach the port, or listen on 127.0.0.1.";
    const isProxyElsewhere = isIP(listening) !== 0 && !["0.0.0.0", "::"].includes(listening);
    if (isProxyElsewhere) return unknown(named, `whether others reach ${listening} than a proxy.`);
    return warning(named, { sentence, remedy });
  }
  return bad(named, {
    sentence: `On ${listening}, without HOLDFAST_URL: passwords travel unencrypted.`,
    remedy: "Put a proxy with TLS in front, set HOLDFAST_URL to its address, and leave HOST empty.",
  });
}

function proxy(found: { url: string; listening: string; trusted: string }): Finding {
  const named = { id: "web.proxy", title: "Proxy" };
  const { url, listening, trusted } = found;
  const isFronted = URL.canParse(url) && new URL(url).protocol === "https:";
  if (!isFronted && trusted && ownNames.has(listening)) {
    const sentence = "A proxy is trusted, and HOLDFAST_URL does not say the address it serves.";
    return warning(named, { sentence, remedy: "Set HOLDFAST_URL to the address people type." });
  }
  if (!isFronted) return good(named, trusted ? `Believed: ${trusted}.` : "None is believed.");
  if (trusted) return good(named, `Visitors' addresses are taken from ${trusted}.`);
  return warning(named, {
    sentence: "Every visitor seems to come from the proxy: wrong passwords of one slow down all.",
    remedy: "Set HOLDFAST_TRUSTED_PROXIES to the address of the proxy.",
    command: "HOLDFAST_TRUSTED_PROXIES=127.0.0.1 npm start",
  });
}
