import type { Severity } from "../schema.ts";
import { clip, compose, oneLine, plain } from "../text.ts";
import { below, type ChannelKind, hostOf, post, textAt } from "./kind.ts";

/** What Opsgenie takes. */
const messageMax = 130;
const descriptionMax = 15_000;
const aliasMax = 512;

const priorities: Record<Severity, string> = {
  failure: "P1",
  warning: "P3",
  good: "P5",
  info: "P5",
};

export const opsgenie: ChannelKind = {
  id: "opsgenie",
  name: "Opsgenie",
  summary: "The key of an API integration; an alarm opens an alert, its recovery closes it.",
  fields: [
    { name: "key", label: "API key", type: "text", required: true, secret: true },
    {
      name: "server",
      label: "Service",
      type: "choice",
      choices: [
        { value: "https://api.opsgenie.com", label: "Opsgenie" },
        { value: "https://api.eu.opsgenie.com", label: "Opsgenie in the European Union" },
        {
          value: "https://api.atlassian.com/jsm/ops/integration",
          label: "Jira Service Management",
        },
      ],
      usual: "https://api.opsgenie.com",
      required: true,
      target: true,
    },
  ],
  where: (settings) => hostOf(settings.server),
  outgoing(settings, note) {
    const url = below(settings.server, "v2/alerts");
    const alias = clip(note.alarmKey ?? note.id, aliasMax);
    const more = { secretHeaders: { authorization: `GenieKey ${settings.key}` } };
    if (note.kind === "recovery") {
      const close = `${url}/${encodeURIComponent(alias)}/close?identifierType=alias`;
      return post(close, { source: "Holdfast", note: clip(note.title, descriptionMax) }, more);
    }
    return post(
      url,
      {
        message: clip(oneLine(note.title), messageMax),
        alias,
        description: compose(note, plain, descriptionMax),
        source: "Holdfast",
        priority: priorities[note.severity],
        tags: [note.kind],
      },
      more,
    );
  },
  said: (body) => ({ words: textAt(body, "message") }),
};
