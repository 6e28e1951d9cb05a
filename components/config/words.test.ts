import { describe, expect, it } from "vitest";
import { configWords } from "./words.ts";

const kinds = (line: string) => configWords(line).map(({ kind, text }) => `${kind}:${text}`);

describe("the words of a configuration's line", () => {
  it("are what the line is about, its values, and the rest", () => {
    expect(kinds(" ip address 10.0.0.1 255.255.255.0 secondary")).toEqual([
      "plain: ",
      "keyword:ip",
      "plain: address ",
      "value:10.0.0.1",
      "plain: ",
      "value:255.255.255.0",
      "plain: secondary",
    ]);
  });

  it.each([
    ["address 2001:db8::1/64;", "value:2001:db8::1/64;"],
    ["mtu 9216", "value:9216"],
    ['set vdom "7"', 'value:"7"'],
    ["/ip address", "keyword:/ip"],
  ])("know a value or a first word in %j", (line, word) => {
    expect(kinds(line)).toContain(word);
  });

  it.each(["edge-1 is up", "description te0/0/1", "} else"])(
    "take no word of %j for a value",
    (line) => {
      expect(kinds(line).filter((word) => word.startsWith("value"))).toEqual([]);
    },
  );

  it("of a comment are one", () => {
    expect(kinds("! changed at 10:12")).toEqual(["comment:! changed at 10:12"]);
    expect(kinds("# by RouterOS 7")).toEqual(["comment:# by RouterOS 7"]);
  });

  it("say where a secret was taken out, in a comment as well", () => {
    expect(kinds("enable secret 9 ‹redacted›")).toContain("redacted:redacted");
    expect(kinds("! was ‹redacted› before")).toEqual([
      "comment:! was ",
      "redacted:redacted",
      "comment: before",
    ]);
  });

  it("name what cannot be seen, so that no line looks like another", () => {
    expect(kinds("user \u202enimda")).toEqual([
      "keyword:user",
      "plain: ",
      "hidden:U+202E",
      "plain:nimda",
    ]);
    expect(kinds("a\u001b[2Jb\u0000")).toEqual([
      "keyword:a",
      "hidden:U+001B",
      "plain:[2Jb",
      "hidden:U+0000",
    ]);
  });

  it("put together are the line, whatever it holds", () => {
    const line = "  neighbor 192.0.2.17 \t remote-as 64496 ; {";
    expect(
      configWords(line)
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
  });
});
