import { type ChannelKind, hostOf, type Note, type Settings, textAt, trustField } from "./kind.ts";

/** Names that a template may have between braces. */
const names = [
  "kind",
  "severity",
  "title",
  "consequence",
  "next",
  "url",
  "facts",
  "excerpt",
  "alarm",
  "id",
  "at",
] as const;
type TemplateName = (typeof names)[number];

/** Headers that the request itself needs, or that would change what it is. */
const ownHeaders =
  /^(?:host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|holdfast-.*)$/i;

export const webhook: ChannelKind = {
  id: "webhook",
  name: "Webhook",
  summary: "Any service that takes a POST of JSON; signed, with a template of your own.",
  fields: [
    {
      name: "url",
      label: "Address",
      hint: "Its path may hold a secret: it is never shown again.",
      placeholder: "https://hooks.example.org/holdfast",
      type: "address",
      required: true,
      secret: true,
      target: true,
    },
    {
      name: "signature",
      label: "Signing secret",
      hint: "Signs time and body with HMAC-SHA-256, in the header Holdfast-Signature.",
      type: "text",
      secret: true,
    },
    {
      name: "headers",
      label: "Headers",
      hint: "One a line, such as Authorization: Bearer …",
      type: "long",
      secret: true,
      rare: true,
    },
    {
      name: "template",
      label: "Template",
      hint: "JSON with fields such as {{title}} inside strings. Empty: every field of the message.",
      placeholder: '{ "text": "{{title}}. {{consequence}} {{url}}" }',
      type: "long",
      rare: true,
    },
    trustField,
  ],
  problems(settings) {
    const problems: Record<string, string> = {};
    const wrongHeader = linesOf(settings.headers).find((line) => !headerOf(line));
    if (wrongHeader !== undefined) {
      problems.headers =
        "A header is written as Name: value, one a line, and is none of the request's own.";
    }
    const template = settings.template ?? "";
    if (template.trim() !== "") {
      const unknown = [...template.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].find(
        ([, name]) => !names.some((each) => each === name),
      );
      if (unknown)
        problems.template = `There is no field ${unknown[0]}; there are ${names.join(", ")}.`;
      else if (!isJson(filled(template, sample))) {
        problems.template = "With its fields filled in, the template is no JSON.";
      }
    }
    return problems;
  },
  where: (settings) => hostOf(settings.url),
  outgoing(settings, note) {
    const template = settings.template?.trim();
    const headers = Object.fromEntries(
      linesOf(settings.headers).flatMap((line) => headerOf(line) ?? []),
    );
    return {
      via: "http",
      method: "POST",
      url: settings.url ?? "",
      headers: { "content-type": "application/json" },
      secretHeaders: headers,
      body: template ? filled(template, note) : JSON.stringify(documentOf(note)),
      signWith: settings.signature || undefined,
      trust: settings.trust,
    };
  },
  said: (body) => ({
    words:
      textAt(body, "error") ??
      textAt(body, "error", "message") ??
      textAt(body, "message") ??
      textAt(body, "detail"),
  }),
};

/** The message as a program reads it. */
function documentOf(note: Note) {
  const { id, kind, severity, title, consequence, facts, excerpt, alarmKey, at, next } = note;
  return { id, kind, severity, title, consequence, next, facts, excerpt, alarm: alarmKey, at };
}

/** Each field stands inside a string of JSON, and is escaped for it. */
function filled(template: string, note: Note): string {
  const facts = note.facts.map(({ name, value }) => `${name}: ${value}`);
  const values: Record<TemplateName, string> = {
    kind: note.kind,
    severity: note.severity,
    title: note.title,
    consequence: note.consequence,
    next: note.next?.words ?? "",
    url: note.next?.url ?? "",
    facts: facts.join("\n"),
    excerpt: note.excerpt.join("\n"),
    alarm: note.alarmKey ?? "",
    id: note.id,
    at: note.at,
  };
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: TemplateName) =>
    name in values ? JSON.stringify(values[name]).slice(1, -1) : whole,
  );
}

const sample: Note = {
  id: "1",
  kind: "test",
  severity: "info",
  title: 'A “title” with "quotes"',
  consequence: "",
  next: null,
  facts: [],
  excerpt: [],
  alarmKey: null,
  at: "2026-01-01T00:00:00Z",
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function linesOf(text: Settings[string] | undefined): string[] {
  return (text ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
}

function headerOf(line: string): [[string, string]] | null {
  const found = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line.trim());
  const [, name = "", value = ""] = found ?? [];
  return found && !ownHeaders.test(name) ? [[name, value.trim()]] : null;
}
