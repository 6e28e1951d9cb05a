import { type IncomingMessage, request as plainRequest } from "node:http";
import { type RequestOptions, request as tlsRequest } from "node:https";

/** What a browser without scripts can do: keep cookies, follow links, send forms. */
export interface Browser {
  cookies: Map<string, string>;
  /** As a browser sends it: with Origin on writes; headers given here win, `null` leaves one out. */
  ask(path: string, options?: AskOptions): Promise<Answer>;
  /** Loads a page and sends its form with these fields, hidden ones included. */
  submit(path: string, fields: Record<string, string>): Promise<Answer>;
  /** Asks for something that goes on coming, such as a stream of events. */
  open(path: string, headers?: Record<string, string>): Promise<OpenAnswer>;
  /** The fields of a page's form, as `submit` would send them. */
  form(path: string): Promise<FormData>;
}

export interface AskOptions {
  method?: string;
  headers?: Readonly<Record<string, string | null | undefined>>;
  body?: FormData | string;
}

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  text: string;
}

/** An answer whose body is still coming. */
export interface OpenAnswer {
  status: number;
  /** Waits until what came so far matches, and gives it; fails when the answer ends before. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the other side has ended the answer. */
  ended: Promise<void>;
  close(): void;
}

/** A browser whose address bar shows `origin`; `seen` is told all that it is answered. */
export function browser(origin: string, seen: (text: string) => void = () => {}): Browser {
  const cookies = new Map<string, string>();

  async function ask(path: string, options: AskOptions = {}): Promise<Answer> {
    const { method = "GET", body } = options;
    const encoded = new Request(origin, { method: "POST", body: body ?? "" });
    const headers: Sending["headers"] = {
      ...own(),
      origin: method === "GET" || method === "HEAD" ? null : origin,
      "content-type": body === undefined ? null : encoded.headers.get("content-type"),
      ...options.headers,
    };
    const bytes = body === undefined ? null : Buffer.from(await encoded.arrayBuffer());
    const answer = await send(new URL(path, origin), { method, headers, bytes });
    seen(`${JSON.stringify([...answer.headers])}\n${answer.text}`);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const isGone = value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line);
      if (isGone) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }

  async function form(path: string): Promise<FormData> {
    const { text } = await ask(path, { headers: { accept: "text/html" } });
    const fields = new FormData();
    for (const [input] of text.matchAll(/<input[^>]*>/g)) {
      const attribute = (name: string) =>
        unescaped(new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1]);
      if (attribute("type") === "hidden") fields.set(attribute("name"), attribute("value"));
    }
    return fields;
  }

  async function submit(path: string, fields: Record<string, string>): Promise<Answer> {
    const body = await form(path);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return ask(path, { method: "POST", body });
  }

  return {
    cookies,
    ask,
    form,
    submit,
    open: (path, headers) => open(path, { ...own(), ...headers }),
  };

  function own(): Record<string, string> {
    return cookies.size > 0 ? { cookie: [...cookies].map(([n, v]) => `${n}=${v}`).join("; ") } : {};
  }

  function open(path: string, headers: Record<string, string>): Promise<OpenAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(new URL(path, origin), { agent: false, family: 4, headers });
      outgoing.on("error", reject);
      outgoing.on("response", (incoming) => resolve(listenTo(incoming)));
      outgoing.end();
    });
  }
}

function listenTo(incoming: IncomingMessage): OpenAnswer {
  let text = "";
  let look = () => {};
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  incoming.setEncoding("utf8");
  incoming.on("data", (part: string) => {
    text += part;
    look();
  });
  incoming.on("error", () => {}); // `close` follows
  incoming.on("close", () => end());
  const until = (pattern: RegExp) => {
    const found = new Promise<string>((resolve) => {
      look = () => pattern.test(text) && resolve(text);
      look();
    });
    const tooEarly = ended.then(() => {
      if (pattern.test(text)) return text;
      throw new Error(`The answer ended without ${pattern}:\n${text}`);
    });
    return Promise.race([found, tooEarly]);
  };
  const close = () => void incoming.destroy();
  return { status: incoming.statusCode ?? 0, until, ended, close };
}

interface Sending {
  method: string;
  headers: Record<string, string | null | undefined>;
  bytes: Buffer | null;
}

/** By `https` to whoever has a certificate, as that of a test is signed by nobody. */
function request(url: URL, options: RequestOptions) {
  if (url.protocol === "http:") return plainRequest(url, options);
  return tlsRequest(url, { ...options, rejectUnauthorized: false });
}

/** By hand, as `fetch` writes Host, Origin and Sec-Fetch headers itself. */
function send(url: URL, { method, headers, bytes }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      agent: false,
      family: 4,
      path: url.pathname + url.search,
    });
    for (const [name, value] of Object.entries(headers)) {
      if (value) outgoing.setHeader(name, value);
    }
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("error", reject);
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("end", () => {
        const received = new Headers();
        for (const [name, value] of Object.entries(incoming.headers)) {
          for (const each of [value ?? []].flat()) received.append(name, each);
        }
        const bytes = Buffer.concat(parts);
        const text = bytes.toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: received, bytes, text });
      });
    });
    outgoing.end(bytes ?? undefined);
  });
}

function unescaped(text = ""): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
