import type { Severity } from "../schema.ts";
import { clip, compose, oneLine, plain } from "../text.ts";
import { type ChannelKind, post, textAt } from "./kind.ts";

/** What Pushover takes. */
const titleMax = 250;
const bodyMax = 1_024;
const linkWordsMax = 100;
const linkMax = 512;

/** High breaks through quiet hours of the phone; emergency, which repeats by itself, is not used. */
const priorities: Record<Severity, number> = { failure: 1, warning: 0, good: 0, info: -1 };

export const pushover: ChannelKind = {
  id: "pushover",
  name: "Pushover",
  summary: "The token of an application, and the key of a user or a group.",
  fields: [
    { name: "token", label: "Application token", type: "text", required: true, secret: true },
    { name: "user", label: "User or group key", type: "text", required: true, secret: true },
    {
      name: "device",
      label: "Device",
      hint: "Empty: every device of the user.",
      type: "text",
      rare: true,
    },
    {
      name: "server",
      label: "Server",
      type: "address",
      usual: "https://api.pushover.net",
      required: true,
      target: true,
      rare: true,
    },
  ],
  problems: ({ token = "", user = "" }) => ({
    ...(/^[A-Za-z0-9]{30}$/.test(token) ? {} : { token: "A token has 30 letters and digits." }),
    ...(/^[A-Za-z0-9]{30}$/.test(user) ? {} : { user: "A key has 30 letters and digits." }),
  }),
  where: () => "Pushover",
  outgoing: (settings, note) =>
    post(`${settings.server?.replace(/\/+$/, "")}/1/messages.json`, {
      token: settings.token,
      user: settings.user,
      ...(settings.device ? { device: settings.device } : {}),
      title: clip(oneLine(note.title), titleMax),
      message: compose({ ...note, next: null }, plain, bodyMax) || "–",
      priority: priorities[note.severity],
      timestamp: Math.floor(Date.parse(note.at) / 1_000),
      ...(note.next && note.next.url.length <= linkMax
        ? { url: note.next.url, url_title: clip(note.next.words, linkWordsMax) }
        : {}),
    }),
  said: (body) => ({
    words: textAt(body, "errors", 0),
    refused: (body as { status?: unknown } | null)?.status === 0,
  }),
};
