import { escapeHtml } from "../mail-html.ts";
import { bytesOf, clip, compose, oneLine, plain, type Style } from "../text.ts";
import { below, type ChannelKind, hostOf, numberAt, post, textAt, trustField } from "./kind.ts";

/** An event has 65,536 bytes at most; the text stands in it twice. */
const bodyBytesMax = 24_000;
const titleMax = 500;

const html: Style = {
  quote: escapeHtml,
  strong: (text) => `<strong>${text}</strong>`,
  code: (lines) => `<pre><code>${escapeHtml(lines.join("\n"))}</code></pre>`,
  link: (words, url) => `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`,
  measure: bytesOf,
};

export const matrix: ChannelKind = {
  id: "matrix",
  name: "Matrix",
  summary: "A homeserver, the access token of a user there, and a room that user is in.",
  fields: [
    {
      name: "server",
      label: "Homeserver",
      placeholder: "https://matrix.example.org",
      type: "address",
      required: true,
      target: true,
    },
    {
      name: "room",
      label: "Room",
      hint: "Its id, from the room's settings.",
      placeholder: "!abc:example.org",
      type: "text",
      required: true,
    },
    { name: "token", label: "Access token", type: "text", required: true, secret: true },
    trustField,
  ],
  problems: ({ room = "" }) =>
    /^![^\s/]{1,254}$/.test(room)
      ? {}
      : { room: "A room is written as !abc:example.org; a name with # is not its id." },
  where: (settings) => hostOf(settings.server),
  outgoing(settings, note) {
    const title = clip(oneLine(note.title), titleMax);
    const body = compose(note, { ...plain, measure: bytesOf }, bodyBytesMax);
    const formatted = compose(note, html, bodyBytesMax).replace(/\n\n/g, "<br><br>");
    const room = encodeURIComponent(settings.room ?? "");
    const path = `_matrix/client/v3/rooms/${room}/send/m.room.message/${encodeURIComponent(note.id)}`;
    return post(
      below(settings.server, path),
      {
        msgtype: "m.text",
        body: `${title}\n\n${body}`.trim(),
        format: "org.matrix.custom.html",
        formatted_body: `<strong>${escapeHtml(title)}</strong><br>${formatted}`,
      },
      {
        method: "PUT",
        secretHeaders: { authorization: `Bearer ${settings.token}` },
        trust: settings.trust,
      },
    );
  },
  said(body) {
    const retryAfterMs = numberAt(body, "retry_after_ms");
    const words = textAt(body, "error");
    return retryAfterMs === undefined ? { words } : { words, retryAfterMs };
  },
};
