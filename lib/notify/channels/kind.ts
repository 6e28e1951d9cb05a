import type { ChannelField, ChannelKindId, Message, Severity } from "../schema.ts";

/** A message as a channel is given it: its link is whole, and the delivery has an id. */
export interface Note extends Omit<Message, "next"> {
  /** Of the delivery: the same at every try, so that a service can tell a repetition. */
  id: string;
  /** What deliveries about one alarm have in common; `null`: it is about none. */
  alarmKey: string | null;
  next: { words: string; url: string } | null;
}

/** What a person gave for a channel, secrets included, by the names of its fields. */
export type Settings = Readonly<Record<string, string>>;

/** One request to a service. */
export interface HttpRequest {
  via: "http";
  method: "POST" | "PUT";
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Headers that prove who sends; they are never shown and never follow a redirect. */
  secretHeaders?: Readonly<Record<string, string>>;
  body: string;
  /** Signs time and body with this secret. */
  signWith?: string;
  /** Certificates that are trusted besides the usual ones, as PEM. */
  trust?: string;
}

/** One mail, and the server that takes it. */
export interface Mail {
  via: "mail";
  server: {
    host: string;
    port: number;
    security: "starttls" | "tls" | "none";
    login: { user: string; password: string } | null;
    trust: string;
  };
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
  attachments: readonly { name: string; type: string; text: string }[];
}

export type Outgoing = HttpRequest | Mail;

/** What a service means by the body of its answer; what is absent is read from the status. */
export interface Said {
  /** The useful part, as one line. */
  words?: string;
  /** Nothing was taken, whatever the status says. */
  refused?: boolean;
  retryAfterMs?: number;
}

/** One kind of channel: what it asks of a person, and how a message is put for its service. */
export interface ChannelKind {
  id: ChannelKindId;
  name: string;
  /** What one needs for it, as a sentence for the card. */
  summary: string;
  fields: readonly ChannelField[];
  /** What is wrong with values that stand in their fields, by field. */
  problems?(settings: Settings): Partial<Record<string, string>>;
  /** Where it leads, in few words. */
  where(settings: Settings): string;
  /** The message in the manner of the service. Pure. */
  outgoing(settings: Settings, note: Note): Outgoing;
  /** Reads the body of an answer, as JSON where it is JSON. Pure. */
  said?(body: unknown): Said;
}

/** Colours of a message where a service draws them; those of the console. */
export const colours: Record<Severity, string> = {
  failure: "#d23c3c",
  warning: "#c98a1b",
  good: "#2f9e63",
  info: "#5b7686",
};

/** A request with a JSON body. */
export function post(
  url: string,
  body: unknown,
  more: Partial<Pick<HttpRequest, "method" | "secretHeaders" | "trust">> = {},
): HttpRequest {
  const headers = { "content-type": "application/json" };
  return { via: "http", method: "POST", url, headers, body: JSON.stringify(body), ...more };
}

/** A field of a JSON body as text; `undefined` where there is none. */
export function textAt(body: unknown, ...path: (string | number)[]): string | undefined {
  const found = valueAt(body, path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** A field of a JSON body as a number. */
export function numberAt(body: unknown, ...path: (string | number)[]): number | undefined {
  const found = valueAt(body, path);
  return typeof found === "number" ? found : undefined;
}

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  let at = body;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** Host and port of an address. */
export function hostOf(address: string | undefined): string {
  return URL.canParse(address ?? "") ? new URL(address ?? "").host : "";
}

/** An address below the one of a server, whether or not that ends with a slash. */
export function below(server: string | undefined, path: string): string {
  return `${(server ?? "").replace(/\/+$/, "")}/${path}`;
}

/** The one field of services whose webhook address alone lets one post. */
export function secretAddress(
  words: Pick<ChannelField, "label"> & { hint: string; placeholder: string },
): ChannelField {
  return { name: "url", ...words, type: "address", required: true, secret: true, target: true };
}

/** Certificates of an authority that is not public. */
export const trustField: ChannelField = {
  name: "trust",
  label: "Certificate authority",
  hint: "Where the server's certificate is signed by an authority of your own: its certificate, from -----BEGIN to the end.",
  placeholder: "-----BEGIN CERTIFICATE-----",
  type: "long",
  target: true,
  rare: true,
};
