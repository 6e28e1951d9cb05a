import { describe, expect, it } from "vitest";
import type { ComparedRow, ComparedSide } from "#lib/versions/schema";
import { rowsHtml } from "./diff-html.ts";

const side = (line: number, text: string, marks: ComparedSide["marks"] = []) => ({
  line,
  text,
  marks,
});
const same = (index: number): ComparedRow => ({
  index,
  kind: "same",
  a: side(1, "x"),
  b: side(1, "x"),
});

describe("rows as HTML", () => {
  it("hold nothing of the texts but their characters", () => {
    const a = side(1, "<i>&'\"", [[1, 4]]);
    const html = rowsHtml([{ index: 0, kind: "changed", a, b: null }]);
    const word = '<span class="text-code-keyword">i</span>';
    expect(html).toContain(`<span>&lt;<mark>${word}&gt;&amp;</mark>&#39;&quot;</span>`);
  });

  it("say where a change begins, once for each", () => {
    const row = (index: number): ComparedRow => ({
      index,
      kind: "changed",
      a: null,
      b: side(2, "y"),
    });
    const html = rowsHtml([row(4), row(5), same(6), row(7)]);
    expect(html.match(/data-change="\d+"/g)).toEqual(['data-change="4"', 'data-change="7"']);
  });

  it("read out a line that both sides have once, and of others where they are", () => {
    const heard = (row: ComparedRow) =>
      rowsHtml([row])
        .replaceAll(/<(i|b) aria-hidden=true>[^<]*<\/\1>/g, "")
        .replaceAll(/<div[^>]*aria-hidden=true>.*?<\/div>/g, "")
        .replaceAll(/<[^>]*>/g, "");
    expect(heard(same(0))).toBe("x");
    const [a, b] = [side(1, "old"), side(1, "new")];
    expect(heard({ index: 0, kind: "changed", a, b })).toBe("Removed: oldAdded: new");
    expect(heard({ index: 0, kind: "changed", a, b: null })).toBe("Removed: old");
  });
});
