import type { Severity } from "../schema.ts";
import { bytesOf, clip, compose, oneLine, plain } from "../text.ts";
import { type ChannelKind, hostOf, type Note, post, secretAddress, textAt } from "./kind.ts";

/** A workflow takes 28 kB in all; the card around the text needs some of it. */
const bodyBytesMax = 20_000;
const titleMax = 500;
const factsMax = 20;
const valueMax = 300;

const cardColours: Record<Severity, string> = {
  failure: "attention",
  warning: "warning",
  good: "good",
  info: "default",
};

/** Text blocks read some Markdown; the backslash takes its meaning from a mark. */
const quote = (text: string) => text.replace(/[\\`*_[\]~#]/g, "\\$&");

export const teams: ChannelKind = {
  id: "teams",
  name: "Microsoft Teams",
  summary: "The address of a workflow that posts to a channel when a webhook request is received.",
  fields: [
    secretAddress({
      label: "Workflow address",
      hint: "From the workflow “Send webhook alerts to a channel”; it is a secret.",
      placeholder: "https://….logic.azure.com/workflows/…",
    }),
  ],
  where: (settings) => hostOf(settings.url),
  outgoing: (settings, note) =>
    post(settings.url ?? "", {
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: cardOf(note),
        },
      ],
    }),
  said: (body) => ({ words: textAt(body, "error", "message") }),
};

function cardOf(note: Note) {
  const block = (text: string, more: object) => ({ type: "TextBlock", text, wrap: true, ...more });
  const facts = note.facts.slice(0, factsMax).map(({ name, value }) => ({
    title: clip(oneLine(name), valueMax),
    value: quote(clip(oneLine(value), valueMax)),
  }));
  const rest = { ...note, facts: [], next: null };
  const style = { ...plain, quote, measure: bytesOf };
  const consequence = compose({ ...rest, excerpt: [] }, style, bodyBytesMax / 2);
  const excerpt = compose(
    { ...rest, consequence: "" },
    { ...plain, ...monospace },
    bodyBytesMax / 2,
  );
  const title = quote(clip(oneLine(note.title), titleMax));
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [
      block(title, { weight: "bolder", size: "medium", color: cardColours[note.severity] }),
      ...(consequence ? [block(consequence, {})] : []),
      ...(facts.length > 0 ? [{ type: "FactSet", facts }] : []),
      ...(excerpt ? [block(excerpt, { fontType: "monospace", size: "small" })] : []),
    ],
    actions: note.next
      ? [{ type: "Action.OpenUrl", title: note.next.words, url: note.next.url }]
      : [],
  };
}

/** A line feed alone is no new line in a card. */
const monospace = {
  code: (lines: readonly string[]) => lines.map(quote).join("\n\n"),
  measure: bytesOf,
};
