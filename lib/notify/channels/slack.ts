import { clip, compose, oneLine, type Style, shorten } from "../text.ts";
import { type ChannelKind, colours, hostOf, post, secretAddress } from "./kind.ts";

/** What Slack takes of a header and of a section. */
const titleMax = 150;
const bodyMax = 3_000;

const quote = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** `mrkdwn`: an escaped text cannot mention anybody; marks of emphasis only change how it looks. */
const mrkdwn: Style = {
  quote,
  strong: (text) => `*${text}*`,
  code: (lines) => `\`\`\`\n${quote(lines.join("\n").replaceAll("```", "'''"))}\n\`\`\``,
  link: (words, url) => `<${quote(url).replaceAll("|", "%7C")}|${quote(words)}>`,
};

export const slack: ChannelKind = {
  id: "slack",
  name: "Slack",
  summary: "The address of an incoming webhook of a Slack app.",
  fields: [
    secretAddress({
      label: "Webhook address",
      hint: "From the app's page “Incoming Webhooks”; it is a secret.",
      placeholder: "https://hooks.slack.com/services/…",
    }),
  ],
  where: (settings) => hostOf(settings.url),
  outgoing: (settings, note) =>
    post(settings.url ?? "", {
      text: shorten(oneLine(note.title), mrkdwn, bodyMax),
      attachments: [
        {
          color: colours[note.severity],
          blocks: [
            {
              type: "header",
              text: { type: "plain_text", text: clip(oneLine(note.title), titleMax), emoji: false },
            },
            {
              type: "section",
              text: { type: "mrkdwn", text: compose(note, mrkdwn, bodyMax) || "–", verbatim: true },
            },
          ],
        },
      ],
    }),
  // Answers of incoming webhooks are plain words: ok, no_service, channel_is_archived.
  said: (body) => (typeof body === "string" ? { words: body } : {}),
};
