import { createServer } from "node:net";
import { fail } from "#lib/failures";
import { readConfig } from "../web/config.mjs";

/**
 * Makes sure that the web will be able to listen, before anything is started that would have to be
 * ended again.
 *
 * @throws Failure `port-taken`, `address-unusable`, or `setting-malformed`
 */
export async function checkPort(environment: NodeJS.ProcessEnv): Promise<void> {
  const { host, port } = readConfig(environment);
  const address = `${host}:${port}`;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const detail = error.code ?? error.message;
      const taken = detail === "EADDRINUSE";
      reject(
        taken ? fail("port-taken", { address }) : fail("address-unusable", { address, detail }),
      );
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
