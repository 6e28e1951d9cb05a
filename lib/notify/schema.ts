import { z } from "zod";
import { Name } from "#lib/entries/schema";

/** Shapes of messages, channels and deliveries, for rooms, forms and the command line; no database in here. */

export const messageKinds = [
  "alarm",
  "reminder",
  "recovery",
  "test",
  "digest",
  "report",
  "change",
] as const;
export const severities = ["failure", "warning", "good", "info"] as const;
export type Severity = (typeof severities)[number];

/** What is told, before it is written in the manner of a service. Never holds a secret. */
export const Message = z.object({
  kind: z.enum(messageKinds),
  severity: z.enum(severities),
  /** The cause, as one line. */
  title: z.string().min(1),
  /** What follows from it, as one or two sentences. */
  consequence: z.string(),
  /** What to do, and the page for it; the path begins with `/`. */
  next: z.object({ words: z.string(), path: z.string().startsWith("/") }).nullable(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Lines of a text, redacted already. */
  excerpt: z.array(z.string()),
  /** Of a report; only mail uses it. */
  html: z.string().optional(),
  /** Only mail sends them. */
  attachments: z
    .array(z.object({ name: z.string(), type: z.string(), text: z.string() }))
    .optional(),
  /** When it happened, as ISO 8601 says it. */
  at: z.iso.datetime(),
});
export type Message = z.infer<typeof Message>;

/** Every kind of channel, mail first. */
export const channelKinds = [
  "mail",
  "webhook",
  "slack",
  "teams",
  "discord",
  "telegram",
  "ntfy",
  "gotify",
  "pushover",
  "pagerduty",
  "opsgenie",
  "matrix",
] as const;
export type ChannelKindId = (typeof channelKinds)[number];

/** One field of a kind of channel; its value is a text, empty when nothing is given. */
export interface ChannelField {
  name: string;
  label: string;
  hint?: string;
  placeholder?: string;
  type: "text" | "address" | "number" | "choice" | "long";
  choices?: readonly { value: string; label: string }[];
  /** What a new channel begins with. */
  usual?: string;
  required?: true;
  /** Sealed, and never shown again. */
  secret?: true;
  /** Says where secrets are sent: when it changes, they have to be given once more. */
  target?: true;
  /** Few need it. */
  rare?: true;
}

/** A kind of channel as a form shows it. */
export interface ChannelForm {
  id: ChannelKindId;
  name: string;
  summary: string;
  fields: ChannelField[];
}

const settingLengthMax = 20_000;

/** A channel as a form, a file or a caller gives it. */
export const ChannelInput = z.object({
  name: Name,
  kind: z.enum(channelKinds, "A channel has one of the kinds of the reference."),
  /** By the names of the kind's fields; a secret that is absent or empty stays as it is. */
  settings: z.record(z.string().max(64), z.string().max(settingLengthMax)),
  enabled: z.boolean().default(true),
});
export type ChannelInput = z.infer<typeof ChannelInput>;
export type ChannelInputGiven = z.input<typeof ChannelInput>;

/** What came back from a channel. */
export const Answer = z.object({
  /** One line, such as `401 token revoked`; where nothing came back, a sentence that says why. */
  words: z.string(),
  /** Word for word, cut after 4 kB, secrets taken out; empty: nothing came back. */
  text: z.string(),
  /** What a person does next; `null`: nothing, it was taken. */
  next: z.string().nullable(),
  /** The address that may be allowed; `null`: it is not about that. */
  allow: z.string().nullable(),
});
export type Answer = z.infer<typeof Answer>;

/** A channel there is, without its secrets. */
export interface Channel {
  id: string;
  name: string;
  kind: ChannelKindId;
  /** Such as `Mail` or `Microsoft Teams`. */
  kindName: string;
  /** Where it leads, such as `hooks.slack.com`. */
  where: string;
  /** Without secrets; of an address that is one, what comes before its path. */
  settings: Record<string, string>;
  /** Names of the secrets it holds. */
  holds: string[];
  enabled: boolean;
  createdAt: Date;
  updatedAt: Date;
  /** `null`: nothing was delivered yet. */
  lastDeliveredAt: Date | null;
  /** `null`: it takes what it is sent. */
  refusingSince: Date | null;
  lastAnswer: Answer | null;
}

export const deliveryStates = ["queued", "delivered", "refused"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One line of the delivery log. */
export interface Delivery {
  id: string;
  channel: { id: string; name: string };
  alarmKey: string | null;
  message: Message;
  state: DeliveryState;
  tries: number;
  /** `null`: it has ended. */
  nextTryAt: Date | null;
  answer: Answer | null;
  /** Of the last try. */
  durationMs: number | null;
  createdAt: Date;
  endedAt: Date | null;
}

export const deliveriesMax = 500;

/** Which deliveries; absent means any. */
export const DeliveryFilter = z.object({
  state: z.enum(deliveryStates).optional(),
  channelId: z.string().max(64).optional(),
  alarmKeys: z.array(z.string()).max(deliveriesMax).optional(),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(deliveriesMax).default(50),
});
export type DeliveryFilter = z.input<typeof DeliveryFilter>;

/** What a test came to. */
export interface Tested {
  ok: boolean;
  answer: Answer;
  durationMs: number;
  at: Date;
}

/** What would be sent; secrets stand as dots. */
export type Preview =
  | { via: "http"; method: string; url: string; headers: [string, string][]; body: string }
  | { via: "mail"; from: string; to: string[]; subject: string; text: string };
