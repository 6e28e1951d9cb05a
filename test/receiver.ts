import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One request as it came. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a service answers; `hang`: nothing, ever; `drip`: a beginning that never ends. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  hang?: boolean;
  drip?: boolean;
}

/** A real HTTP server on this machine that keeps what it is sent. */
export async function receiver(
  reply: Reply | ((request: Received, count: number) => Reply | Promise<Reply>) = {},
  certificate?: { cert: string; key: string },
): Promise<{ origin: string; received: Received[] }> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const came = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      received.push(came);
      answer(response, typeof reply === "function" ? await reply(came, received.length) : reply);
    });
  };
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const origin = certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return { origin, received };
}

function answer(
  response: ServerResponse,
  { status = 200, headers, body = "", hang, drip }: Reply,
): void {
  if (hang) return;
  response.writeHead(status, headers);
  if (drip) response.write(body);
  else response.end(body);
}
