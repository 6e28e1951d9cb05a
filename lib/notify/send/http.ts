import { createHmac } from "node:crypto";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { fail, isFailure } from "#lib/failures";
import { productVersion } from "#lib/settings";
import type { HttpRequest } from "../channels/kind.ts";
import { type Checked, checkHost, type Reachable } from "./addresses.ts";
import { connectionFailure } from "./connection-failure.ts";

/** The answer of a service. */
export interface HttpAnswer {
  version: string;
  status: number;
  statusText: string;
  headers: Record<string, string>;
  /** As text, cut at its bound. */
  body: string;
}

/** Of an answer no more is read. */
const bodyBytesMax = 65_536;
/** As many redirects are followed, within one origin and without secrets in headers. */
const redirectsMax = 3;

export interface SendMeans extends Reachable {
  now: Date;
  /** Ends the try; its reason is what went wrong. */
  signal: AbortSignal;
}

/**
 * Sends a request and reads the answer. The address is checked where it is connected to; no proxy
 * stands between.
 *
 * @throws Failure `dns`, `address-*`, `channel-*`; the reason of the signal
 */
export async function sendHttp(request: HttpRequest, means: SendMeans): Promise<HttpAnswer> {
  let url = new URL(request.url);
  for (let followed = 0; ; followed += 1) {
    const answer = await once(request, url, means);
    const to = redirect(answer, url);
    if (!to) return answer;
    const keepsMethod = answer.status === 307 || answer.status === 308;
    const carriesSecrets = Object.keys(request.secretHeaders ?? {}).length > 0;
    if (to.origin !== url.origin || !keepsMethod || carriesSecrets || followed >= redirectsMax) {
      throw fail("channel-redirected", { host: url.host, to: to.origin });
    }
    url = to;
  }
}

function redirect({ status, headers }: HttpAnswer, from: URL): URL | null {
  const { location } = headers;
  if (status < 300 || status >= 400 || !location || !URL.canParse(location, from)) return null;
  return new URL(location, from);
}

async function once(request: HttpRequest, url: URL, means: SendMeans): Promise<HttpAnswer> {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    const detail = "only http and https are spoken";
    throw fail("channel-unreachable", { host: url.host || url.protocol, detail });
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = await checkHost(host, means);
  means.signal.throwIfAborted();
  const body = Buffer.from(request.body);
  const send = url.protocol === "https:" ? tlsRequest : plainRequest;
  try {
    return await new Promise((resolve, reject) => {
      const sent = send(url, {
        method: request.method,
        agent: false,
        lookup: fixed(addresses),
        signal: means.signal,
        headers: { ...headersOf(request, means.now), "content-length": body.length },
        ...(request.trust ? { ca: request.trust } : {}),
      });
      sent.once("error", reject);
      sent.once("response", (response) => read(response).then(resolve, reject));
      sent.end(body);
    });
  } catch (error) {
    if (means.signal.aborted) throw means.signal.reason;
    throw isFailure(error) ? error : connectionFailure(url.host, error);
  }
}

/** Answers whoever connects with the addresses that were checked. */
export function fixed(addresses: readonly Checked[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, [...addresses]);
    else answer(null, first?.address ?? "", first?.family);
  };
}

function headersOf(request: HttpRequest, now: Date): Record<string, string> {
  const seconds = Math.floor(now.getTime() / 1_000);
  const signature: Record<string, string> = request.signWith
    ? { "holdfast-signature": signatureOf(request.signWith, seconds, request.body) }
    : {};
  return {
    "user-agent": `Holdfast/${productVersion}`,
    accept: "*/*",
    ...request.headers,
    ...request.secretHeaders,
    ...signature,
  };
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 of the seconds, a dot, and the body. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const hex = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${hex}`;
}

async function read(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, bodyBytesMax - bytes));
    bytes += chunk.length;
    if (bytes >= bodyBytesMax) break; // leaving the loop closes the connection
  }
  const packed = response.headers["content-encoding"];
  const body = Buffer.concat(chunks);
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    version: response.httpVersion,
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? "",
    headers: Object.fromEntries(headers),
    body:
      packed && packed !== "identity"
        ? `(${body.length} bytes, packed with ${packed})`
        : body.toString("utf8"),
  };
}
