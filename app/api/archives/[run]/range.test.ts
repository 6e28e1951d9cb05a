import { describe, expect, it } from "vitest";
import { checkConditions, isSameFile, readRange } from "./range.ts";

describe("a Range header", () => {
  it.each([
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=10-19", { start: 10, end: 19 }],
    ["bytes=90-999999999999", { start: 90, end: 99 }],
    ["bytes=-1", { start: 99, end: 99 }],
    ["bytes=-500", { start: 0, end: 99 }],
  ])("%s of 100 bytes is a part", (header, part) => {
    expect(readRange(header, 100)).toEqual(part);
  });

  it.each([
    null,
    "",
    "bytes=",
    "bytes=-",
    "bytes=5-2",
    "bytes=a-b",
    "bytes=0-1,5-6",
    "lines=0-1",
    `bytes=${Array(1_000).fill("0-0").join(",")}`,
  ])("%s asks for the whole", (header) => expect(readRange(header, 100)).toBeNull());

  it.each(["bytes=100-", "bytes=999999999999-", "bytes=-0"])("%s lies outside", (header) => {
    expect(readRange(header, 100)).toBe("outside");
  });
});

const file = { etag: '"abc"', modified: new Date("2026-03-10T12:00:00.500Z") };
const date = "Tue, 10 Mar 2026 12:00:00 GMT";
const earlier = "Tue, 10 Mar 2026 11:59:59 GMT";

describe("conditions of a request", () => {
  it.each([
    [{}, 200],
    [{ "if-none-match": '"abc"' }, 304],
    [{ "if-none-match": 'W/"x", W/"abc"' }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"x"', "if-modified-since": date }, 200],
    [{ "if-modified-since": date }, 304],
    [{ "if-modified-since": earlier }, 200],
    [{ "if-modified-since": "yesterday" }, 200],
    [{ "if-match": '"x"' }, 412],
    [{ "if-match": '"x", "abc"' }, 200],
    [{ "if-unmodified-since": earlier }, 412],
    [{ "if-unmodified-since": date }, 200],
  ])("%j give %i", (headers, status) => {
    expect(checkConditions(new Headers(headers as Record<string, string>), file)).toBe(status);
  });

  it("let a part be sent of the very same file only", () => {
    for (const same of [null, '"abc"', date]) expect(isSameFile(same, file)).toBe(true);
    for (const other of ['"x"', 'W/"abc"', earlier, "nonsense"]) {
      expect(isSameFile(other, file)).toBe(false);
    }
  });
});
