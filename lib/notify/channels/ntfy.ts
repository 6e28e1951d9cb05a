import type { Severity } from "../schema.ts";
import { bytesOf, clip, compose, oneLine, plain } from "../text.ts";
import { below, type ChannelKind, hostOf, post, textAt, trustField } from "./kind.ts";

/** What ntfy takes of a message before it makes a file of it. */
const bodyBytesMax = 4_096;
const titleMax = 250;

const priorities: Record<Severity, number> = { failure: 5, warning: 4, good: 3, info: 2 };
const tags: Record<Severity, string> = {
  failure: "rotating_light",
  warning: "warning",
  good: "white_check_mark",
  info: "information_source",
};

export const ntfy: ChannelKind = {
  id: "ntfy",
  name: "ntfy",
  summary: "A topic on ntfy.sh, or on a server of your own.",
  fields: [
    {
      name: "topic",
      label: "Topic",
      hint: "Whoever knows it reads it on ntfy.sh: choose one that nobody guesses. It is never shown again.",
      type: "text",
      required: true,
      secret: true,
    },
    {
      name: "server",
      label: "Server",
      type: "address",
      usual: "https://ntfy.sh",
      required: true,
      target: true,
    },
    {
      name: "token",
      label: "Access token",
      hint: "Where the topic is protected.",
      placeholder: "tk_…",
      type: "text",
      secret: true,
    },
    trustField,
  ],
  problems: ({ topic = "" }) =>
    /^[-\w]{1,64}$/.test(topic) ? {} : { topic: "A topic has 1 to 64 letters, digits, - and _." },
  where: (settings) => hostOf(settings.server),
  outgoing: (settings, note) =>
    post(
      below(settings.server, ""),
      {
        topic: settings.topic,
        title: clip(oneLine(note.title), titleMax),
        message: compose({ ...note, next: null }, { ...plain, measure: bytesOf }, bodyBytesMax),
        priority: priorities[note.severity],
        tags: [tags[note.severity]],
        ...(note.next ? { click: note.next.url } : {}),
      },
      {
        secretHeaders: settings.token ? { authorization: `Bearer ${settings.token}` } : {},
        trust: settings.trust,
      },
    ),
  said: (body) => ({ words: textAt(body, "error") }),
};
