import { hostname } from "node:os";
import type { Environment } from "#lib/secrets";

/** Addresses to listen on that are none to go to. */
const everywhere = new Set(["0.0.0.0", "::"]);

/** Where the console is found, for links in messages: `HOLDFAST_URL`, else where it listens. */
export function consoleUrl(environment: Environment = process.env): string {
  const { HOLDFAST_URL: url, HOST: host = "127.0.0.1", PORT: port } = environment;
  if (url && URL.canParse(url)) return new URL(url).origin;
  const name = everywhere.has(host) ? hostname() : host || "127.0.0.1";
  return `http://${name.includes(":") ? `[${name}]` : name}:${port || "3000"}`;
}
