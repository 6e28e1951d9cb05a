import { escapeHtml } from "../mail-html.ts";
import { clip, compose, oneLine, type Style } from "../text.ts";
import { type ChannelKind, numberAt, post, textAt } from "./kind.ts";

/** What Telegram takes of a text, once its marks are read; the marks are counted here too. */
const textMax = 4_096;
const titleMax = 256;

const html: Style = {
  quote: escapeHtml,
  strong: (text) => `<b>${text}</b>`,
  code: (lines) => `<pre>${escapeHtml(lines.join("\n"))}</pre>`,
  link: (words, url) => `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`,
};

export const telegram: ChannelKind = {
  id: "telegram",
  name: "Telegram",
  summary: "The token of a bot, and the chat it writes to.",
  fields: [
    {
      name: "token",
      label: "Bot token",
      hint: "From @BotFather.",
      type: "text",
      required: true,
      secret: true,
    },
    {
      name: "chat",
      label: "Chat",
      hint: "Its number, or @name of a public channel. The bot has to be a member.",
      type: "text",
      required: true,
    },
    {
      name: "thread",
      label: "Topic",
      hint: "Number of a topic of a group that has topics.",
      type: "number",
      rare: true,
    },
    {
      name: "server",
      label: "Server",
      hint: "Where you run a Bot API server of your own.",
      type: "address",
      usual: "https://api.telegram.org",
      required: true,
      target: true,
      rare: true,
    },
  ],
  problems: ({ token = "", chat = "" }) => ({
    ...(/^\d+:[\w-]+$/.test(token) ? {} : { token: "A token is a number, a colon, and letters." }),
    ...(/^(-?\d+|@\w+)$/.test(chat) ? {} : { chat: "A chat is a number, or a name such as @noc." }),
  }),
  where: (settings) => `chat ${settings.chat}`,
  outgoing(settings, note) {
    const title = html.strong(escapeHtml(clip(oneLine(note.title), titleMax)));
    const body = compose(note, html, textMax - title.length - 2);
    return post(`${settings.server?.replace(/\/+$/, "")}/bot${settings.token}/sendMessage`, {
      chat_id: settings.chat,
      ...(settings.thread ? { message_thread_id: Number(settings.thread) } : {}),
      text: `${title}\n\n${body}`.trim(),
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      disable_notification: note.severity === "good" || note.severity === "info",
    });
  },
  said(body) {
    const seconds = numberAt(body, "parameters", "retry_after");
    const refused = (body as { ok?: unknown } | null)?.ok === false;
    const words = textAt(body, "description");
    return seconds === undefined
      ? { words, refused }
      : { words, refused, retryAfterMs: seconds * 1_000 };
  },
};
