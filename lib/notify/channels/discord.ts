import { compose, oneLine, type Style, shorten } from "../text.ts";
import {
  type ChannelKind,
  colours,
  hostOf,
  numberAt,
  post,
  secretAddress,
  textAt,
} from "./kind.ts";

/** What Discord takes of an embed. */
const titleMax = 256;
const bodyMax = 4_096;

const quote = (text: string) => text.replace(/[\\`*_~|>#[\]()<:@-]/g, "\\$&");

const markdown: Style = {
  quote,
  strong: (text) => `**${text}**`,
  code: (lines) => `\`\`\`\n${lines.join("\n").replaceAll("```", "'''")}\n\`\`\``,
  link: (words, url) => `[${quote(words)}](<${url.replaceAll(">", "%3E")}>)`,
};

export const discord: ChannelKind = {
  id: "discord",
  name: "Discord",
  summary: "The address of a webhook of a Discord channel.",
  fields: [
    secretAddress({
      label: "Webhook address",
      hint: "From the channel's settings, Integrations; it is a secret.",
      placeholder: "https://discord.com/api/webhooks/…",
    }),
  ],
  where: (settings) => hostOf(settings.url),
  outgoing: (settings, note) =>
    post(settings.url ?? "", {
      embeds: [
        {
          title: shorten(oneLine(note.title), markdown, titleMax),
          description: compose(note, markdown, bodyMax),
          color: Number.parseInt(colours[note.severity].slice(1), 16),
          timestamp: note.at,
          ...(note.next ? { url: note.next.url } : {}),
        },
      ],
      allowed_mentions: { parse: [] },
    }),
  said: (body) => {
    const seconds = numberAt(body, "retry_after");
    const words = textAt(body, "message");
    return seconds === undefined ? { words } : { words, retryAfterMs: Math.ceil(seconds * 1_000) };
  },
};
