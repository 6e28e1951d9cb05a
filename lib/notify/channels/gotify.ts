import type { Severity } from "../schema.ts";
import { clip, compose, oneLine, plain } from "../text.ts";
import { below, type ChannelKind, hostOf, post, textAt, trustField } from "./kind.ts";

const titleMax = 250;
const bodyMax = 16_000;

/** Gotify's app makes a sound from 4 on, and comes to the front from 8 on. */
const priorities: Record<Severity, number> = { failure: 8, warning: 5, good: 4, info: 2 };

export const gotify: ChannelKind = {
  id: "gotify",
  name: "Gotify",
  summary: "A Gotify server, and the token of an application on it.",
  fields: [
    {
      name: "server",
      label: "Server",
      placeholder: "https://gotify.example.org",
      type: "address",
      required: true,
      target: true,
    },
    {
      name: "token",
      label: "Application token",
      hint: "From the page “Apps” of the server.",
      type: "text",
      required: true,
      secret: true,
    },
    trustField,
  ],
  where: (settings) => hostOf(settings.server),
  outgoing: (settings, note) =>
    post(
      below(settings.server, "message"),
      {
        title: clip(oneLine(note.title), titleMax),
        message: compose(note, plain, bodyMax),
        priority: priorities[note.severity],
        extras: {
          "client::display": { contentType: "text/plain" },
          ...(note.next ? { "client::notification": { click: { url: note.next.url } } } : {}),
        },
      },
      { secretHeaders: { "x-gotify-key": settings.token ?? "" }, trust: settings.trust },
    ),
  said: (body) => ({ words: textAt(body, "errorDescription") ?? textAt(body, "error") }),
};
