import { colours, type Note } from "./channels/kind.ts";

/** A message as a plain page that every mail program draws: one table, no image, nothing from elsewhere. */
export function mailHtml(note: Note): string {
  const facts = note.facts.map(
    ({ name, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#5b6b75">${escapeHtml(name)}</td>` +
      `<td style="padding:2px 0">${escapeHtml(value)}</td></tr>`,
  );
  const parts = [
    `<h1 style="margin:0 0 8px;font-size:18px;line-height:26px">${escapeHtml(note.title)}</h1>`,
    note.consequence ? `<p style="margin:0 0 16px">${escapeHtml(note.consequence)}</p>` : "",
    facts.length > 0
      ? `<table role="presentation" style="margin:0 0 16px;border-collapse:collapse">${facts.join("")}</table>`
      : "",
    note.excerpt.length > 0
      ? `<pre style="${preStyle}">${escapeHtml(note.excerpt.join("\n"))}</pre>`
      : "",
    note.next
      ? `<p style="margin:0"><a href="${escapeHtml(note.next.url)}" style="color:#16262f;font-weight:600">${escapeHtml(note.next.words)}</a></p>`
      : "",
  ];
  const frame = `border-left:4px solid ${colours[note.severity]};padding:4px 0 4px 16px`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(note.title)}</title></head>` +
    `<body style="margin:0;padding:16px;font:14px/20px system-ui,sans-serif;color:#16262f;background:#fff">` +
    `<div style="${frame}">${parts.join("")}</div></body></html>`
  );
}

const preStyle =
  "margin:0 0 16px;padding:8px 12px;background:#f3f5f6;font:12px/18px ui-monospace,monospace;white-space:pre-wrap";

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
