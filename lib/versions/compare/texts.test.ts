import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPlatform, type Platform } from "#lib/platforms";
import type { ComparedPart, ComparedRow } from "../schema.ts";
import { compareNow, compareRange } from "./texts.ts";

const ios = findPlatform("cisco-ios") as Platform;
const linux = findPlatform("linux") as Platform;

const order = (a: string, b: string, { platform = ios, withVolatile = false } = {}) => ({
  a: { platform, text: a },
  b: { platform, text: b },
  withVolatile,
});
const compare = (...given: Parameters<typeof order>) => compareNow(order(...given));
const rowsOf = (parts: ComparedPart[]): ComparedRow[] =>
  parts.flatMap((part) => (part.kind === "section" ? part.rows : []));
/** `− old` and `+ new`, marks in brackets. */
const written = (parts: ComparedPart[]) =>
  rowsOf(parts).flatMap(({ kind, a, b }) => {
    if (kind === "same") return [`  ${b?.text}`];
    return [...(a ? [`- ${marked(a)}`] : []), ...(b ? [`+ ${marked(b)}`] : [])];
  });
function marked({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  let made = text;
  for (const [from, to] of [...marks].reverse()) {
    made = `${made.slice(0, from)}[${made.slice(from, to)}]${made.slice(to)}`;
  }
  return made;
}

describe("two texts beside each other", () => {
  it("have changed lines as pairs with what of them is other, below their sections", () => {
    const a =
      "hostname a\nrouter bgp 1\n neighbor 192.0.2.1 remote-as 2\n!\nntp server 192.0.2.9\nend\n";
    const b =
      "hostname a\nrouter bgp 1\n neighbor 192.0.2.1 remote-as 3\n neighbor 192.0.2.5 shutdown\n!\nntp server 192.0.2.10\nend\n";
    const { parts, ...counts } = compare(a, b);
    expect(counts).toMatchObject({ added: 3, removed: 2, sections: 2, coarse: false });
    expect(written(parts)).toEqual([
      "  hostname a",
      "  router bgp 1",
      "-  neighbor 192.0.2.1 remote-as [2]",
      "+  neighbor 192.0.2.1 remote-as [3]",
      "+  neighbor 192.0.2.5 shutdown",
      "  !",
      "- ntp server [192.0.2.9]",
      "+ ntp server [192.0.2.10]",
      "  end",
    ]);
    const headings = parts.map((part) => part.kind === "section" && [part.path, part.added]);
    expect(headings).toEqual([
      [[], 0],
      [["router bgp 1"], 2],
      [["ntp"], 1],
    ]);
  });

  it("have a new section from its heading to its own end, and a line that grew beside what it was", () => {
    const section = (name: string, line: string) => ` family ${name}\n  ${line}\n exit-family\n`;
    const a = `router bgp 1\n${section("v4", "neighbor x prefix 1")}!\nend\n`;
    const grown = section("v4", "neighbor x prefix 1 warning-only restart 30 and more than that");
    const b = `router bgp 1\n${grown}${section("v6", "activate")}!\nend\n`;
    expect(written(compare(a, b).parts).slice(2)).toEqual([
      "-   neighbor x prefix 1",
      "+   neighbor x prefix 1 [warning-only restart 30 and more than that]",
      "   exit-family",
      "+  family v6",
      "+   activate",
      "+  exit-family",
      "  !",
      "  end",
    ]);
    expect(written(compare(b, a).parts).slice(4, 8)).toEqual([
      "   exit-family",
      "-  family v6",
      "-   activate",
      "-  exit-family",
    ]);
  });

  it("leave out what is the same beyond three lines, and give it when it is asked for", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `ip route 192.0.2.${index} null0`);
    const changed = lines.with(20, "ip route 198.51.100.0 null0");
    const given = order(`${lines.join("\n")}\n`, `${changed.join("\n")}\n`);
    const { parts, rows } = compareNow(given);
    expect(rows).toBe(40);
    expect(parts.map(({ kind }) => kind)).toEqual(["gap", "section", "section", "gap"]);
    expect(parts[0]).toMatchObject({ from: 0, to: 17, changed: 0 });
    expect(rowsOf(compareRange(given, { from: 0, to: 17 }))).toHaveLength(17);
  });

  it("set volatile lines aside and count them, unless they are wanted", () => {
    const text = (time: string) => `! Last configuration change at ${time}\nhostname a\nend\n`;
    const hidden = compare(text("10:00"), text("11:00"));
    expect(hidden).toMatchObject({ added: 0, removed: 0, volatile: { a: 1, b: 1 } });
    const shown = compare(text("10:00"), text("11:00"), { withVolatile: true });
    expect(shown).toMatchObject({ added: 1, removed: 1 });
  });

  it("show no secret, and say where nothing but a secret is other", () => {
    const text = (word: string) => `snmp-server community ${word} RO\nend\n`;
    const found = compare(text("canary-one"), text("canary-two"));
    expect(JSON.stringify(found)).not.toContain("canary");
    expect(found).toMatchObject({ added: 1, secretsChanged: 1, redacted: { a: 1, b: 1 } });
    expect(written(found.parts)[1]).toBe("+ snmp-server community [‹redacted›] RO");
    expect(compare(text("canary"), text("canary"))).toMatchObject({ added: 0, secretsChanged: 0 });
  });

  it("may be empty, the same, or without an end of line", () => {
    expect(compare("", "")).toMatchObject({ parts: [], rows: 0 });
    expect(compare("", "a\n")).toMatchObject({ added: 1, removed: 0 });
    expect(compare("a", "a\n")).toMatchObject({ added: 0, removed: 0, rows: 1 });
  });

  it("show a bounded number of rows, the rest as one gap with its changes counted", () => {
    const many = (word: string) =>
      Array.from({ length: 4_000 }, (_, at) => `${word}${at}`).join("\n");
    const { parts } = compare(many("a"), many("b"), { platform: linux });
    expect(rowsOf(parts)).toHaveLength(1_200);
    expect(parts.at(-1)).toMatchObject({ kind: "gap", from: 1_200, to: 8_000, changed: 6_800 });
  });

  it("have every line of both, in order, whatever they are", () => {
    const line = fc.constantFrom("a", "b", "interface x", " mtu 1", " mtu 2", "!x", "exit");
    const text = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const given = order(a, b, { withVolatile: true });
        const { rows, parts } = compareNow(given);
        const all = rowsOf(compareRange(given, { from: 0, to: rows }));
        expect(all.flatMap((row) => row.a?.text ?? []).join("\n")).toBe(a);
        expect(all.flatMap((row) => row.b?.text ?? []).join("\n")).toBe(b);
        const places = parts.flatMap((part) =>
          part.kind === "gap"
            ? [[part.from, part.to]]
            : part.rows.map(({ index }) => [index, index + 1]),
        );
        expect(places.reduce((at, [from, to]) => (at === from ? (to ?? -1) : -1), 0)).toBe(rows);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
