import type { ComparedRow, ComparedSide } from "#lib/versions/schema";
import { lineHtml } from "./html.ts";

const says = { a: "Removed: ", b: "Added: " } as const;
const signs = { a: "−", b: "+" } as const;

/**
 * Rows of a comparison as HTML: the line of before and the line of after, beside each other from a
 * tablet on where the view is split. The row at which a change begins carries its place in
 * `data-change`. What both sides say is read out once.
 */
export function rowsHtml(rows: readonly ComparedRow[]): string {
  let html = "";
  for (const [at, { kind, index, a, b }] of rows.entries()) {
    const begins = kind === "changed" && rows[at - 1]?.kind !== "changed";
    html += begins ? `<div data-change="${index}" tabindex="-1">` : "<div>";
    if (kind === "same") html += sideHtml(a, null, " data-pair aria-hidden=true") + sideHtml(b);
    else html += (a ? sideHtml(a, "a") : nothing) + (b ? sideHtml(b, "b") : nothing);
    html += "</div>";
  }
  return html;
}

/** Opposite a line that was added or removed. */
const nothing = '<div class="diff-nothing" data-pair aria-hidden=true></div>';

function sideHtml(side: ComparedSide | null, as: "a" | "b" | null = null, attributes = ""): string {
  const is = as ? ` data-as=${as}` : "";
  const said = as ? `<span class="sr-only">${says[as]}</span>` : "";
  const sign = as ? signs[as] : "";
  const number = `<i aria-hidden=true>${side?.line ?? ""}</i><b aria-hidden=true>${sign}</b>`;
  const text = side ? markedHtml(side) : "";
  return `<div${is}${attributes}>${number}<p>${said}<span>${text}</span></p></div>`;
}

/** A line with what of it is other. */
function markedHtml({ text, marks }: ComparedSide): string {
  let html = "";
  let at = 0;
  for (const [from, to] of marks) {
    html += `${lineHtml(text.slice(at, from))}<mark>${lineHtml(text.slice(from, to))}</mark>`;
    at = to;
  }
  return html + lineHtml(text.slice(at));
}
