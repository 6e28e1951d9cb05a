import { consoleUrl } from "#lib/settings";
import { webProcess } from "../../../web-process.ts";

/** Where this console is found, for links in messages. */
export function consoleAddress(): string {
  return webProcess().origins()[0] ?? consoleUrl();
}
