import { headers } from "next/headers";
import type { Clock } from "#lib/context";
import type { Database } from "#lib/db";
import type { Log } from "#lib/log";
import type { InstallationKey } from "#lib/secrets";
import type { Folders } from "#lib/settings";

/** What the web process opened before it began to serve. */
export interface WebProcess {
  db: Database;
  folders: Folders;
  key: InstallationKey;
  log: Log;
  clock: Clock;
  /** Aborted when the process is told to stop: streams end then. */
  stopping: AbortSignal;
  /** Addresses at which this console is found, the one to show first. */
  origins: () => string[];
}

/** Read from `globalThis`: pages, routes and actions are bundled apart and share nothing else. */
export function webProcess(): WebProcess {
  const found = (globalThis as { [shared]?: WebProcess })[shared];
  if (!found) throw new Error("The console is served by bin/web.mjs, started with npm start.");
  return found;
}

const shared = Symbol.for("holdfast.web");

/** What the web process found out about a request; it takes these headers away from clients. */
export interface RequestFacts {
  /** Stands in the log and in the answer. */
  id: string;
  /** Address of the client. */
  address: string;
  /** The origin people see in their address bar, checked. */
  origin: string;
  /** Path and query as asked. */
  path: string;
  /** How the browser calls itself. */
  browser: string;
}

export async function requestFacts(): Promise<RequestFacts> {
  const all = await headers();
  return {
    id: all.get("x-request-id") ?? "",
    address: all.get("x-holdfast-address") ?? "",
    origin: all.get("x-holdfast-origin") ?? "",
    path: all.get("x-holdfast-path") ?? "/",
    browser: all.get("user-agent") ?? "",
  };
}
