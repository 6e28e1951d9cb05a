import type { Severity } from "../schema.ts";
import { clip, oneLine } from "../text.ts";
import { below, type ChannelKind, post, textAt } from "./kind.ts";

/** What PagerDuty takes. */
const summaryMax = 1_024;
const keyMax = 255;
const excerptMax = 20_000;

const levels: Record<Severity, string> = {
  failure: "critical",
  warning: "warning",
  good: "info",
  info: "info",
};

export const pagerduty: ChannelKind = {
  id: "pagerduty",
  name: "PagerDuty",
  summary:
    "The integration key of a service; an alarm opens an incident, its recovery resolves it.",
  fields: [
    {
      name: "key",
      label: "Integration key",
      hint: "Of an integration “Events API V2” of the service.",
      type: "text",
      required: true,
      secret: true,
    },
    {
      name: "server",
      label: "Server",
      hint: "In the European region: https://events.eu.pagerduty.com",
      type: "address",
      usual: "https://events.pagerduty.com",
      required: true,
      target: true,
      rare: true,
    },
  ],
  problems: ({ key = "" }) =>
    /^[\w-]{20,64}$/.test(key) ? {} : { key: "A key has 32 letters and digits." },
  where: () => "Events API v2",
  outgoing(settings, note) {
    const url = below(settings.server, "v2/enqueue");
    const event = { routing_key: settings.key, dedup_key: clip(note.alarmKey ?? note.id, keyMax) };
    if (note.kind === "recovery") return post(url, { ...event, event_action: "resolve" });
    const excerpt = clip(note.excerpt.join("\n"), excerptMax);
    return post(url, {
      ...event,
      event_action: "trigger",
      client: "Holdfast",
      ...(note.next ? { client_url: note.next.url } : {}),
      payload: {
        summary: clip(oneLine(note.title), summaryMax),
        source: "Holdfast",
        severity: levels[note.severity],
        timestamp: note.at,
        custom_details: {
          consequence: note.consequence,
          ...Object.fromEntries(note.facts.map(({ name, value }) => [name, value])),
          ...(excerpt ? { excerpt } : {}),
        },
      },
      links: note.next ? [{ href: note.next.url, text: note.next.words }] : [],
    });
  },
  said: (body) => ({ words: textAt(body, "errors", 0) ?? textAt(body, "message") }),
};
