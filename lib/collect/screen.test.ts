import { describe, expect, it } from "vitest";
import { Screen } from "./screen.ts";

const limits = { outputBytesMax: 1_000_000, lineBytesMax: 1_000 };

/** What is seen of a text, in one piece and byte by byte. */
function seen(text: string): string[] {
  const whole = new Screen("device", limits);
  whole.write(Buffer.from(text));
  const single = new Screen("device", limits);
  for (const byte of Buffer.from(text)) single.write(Buffer.from([byte]));
  expect([...single.lines, single.line]).toEqual([...whole.lines, whole.line]);
  return [...whole.lines, whole.line];
}

describe("what a person would see", () => {
  it("is lines, however they end", () => {
    expect(seen("a\r\nb\nc\r\r\nd\n\re#")).toEqual(["a", "b", "c", "d", "e#"]);
  });

  it("is what stands there after a pager was wiped with backspaces and blanks", () => {
    const wipe = "\b".repeat(10) + " ".repeat(10) + "\b".repeat(10);
    expect(seen(` first\r\n --More-- ${wipe} b\r\nc`)).toEqual([" first", " b", "c"]);
  });

  it("is what stands there after a pager was wiped with a carriage return", () => {
    expect(seen("--More-- \r         \r  x\r\ny ")).toEqual(["  x", "y "]);
  });

  it("joins a half line with its rest around a pager", () => {
    const wipe = "\b \b".repeat(8);
    expect(seen(`interface eth--More--${wipe}0\r\n`)).toEqual(["interface eth0", ""]);
  });

  it("keeps blanks at the end of a line that was only ended", () => {
    expect(seen("boot system x \r\n")).toEqual(["boot system x ", ""]);
  });

  it("has no colours, titles, bells, NULs and keypad modes", () => {
    expect(
      seen("\x1b[31mred\x1b[m\x1b]0;title\x07\x1b[?1h\x1b= \x07ok\0\x1b[?1l\x1b>\r\n"),
    ).toEqual(["red ok", ""]);
  });

  it("applies erasing and movement within the line", () => {
    expect(seen("lines 1-23\r\x1b[K\x1b[?1l\x1b>fw1:~$ ")).toEqual(["fw1:~$ "]);
    expect(seen("abc\x1b[2Dx")).toEqual(["axc"]);
    expect(seen("abc\x1b[2K")).toEqual([""]);
  });

  it("takes ESC E for the end of a line, and an unended sequence for what is still to come", () => {
    expect(seen("a\x1bEb\x1b[3")).toEqual(["a", "b"]);
  });

  it("keeps letters of all scripts that come in pieces", () => {
    expect(seen("über 日本\r\n")).toEqual(["über 日本", ""]);
  });
});

describe("limits", () => {
  it("end a line that never ends, before it fills memory", () => {
    const screen = new Screen("sw-1", { ...limits, lineBytesMax: 100 });
    expect(() => screen.write(Buffer.alloc(101, "a"))).toThrow(/a line of more than/);
  });

  it("end an answer that never ends", () => {
    const screen = new Screen("sw-1", { ...limits, outputBytesMax: 100 });
    screen.write(Buffer.from("a\n".repeat(50)));
    expect(() => screen.write(Buffer.from("a"))).toThrow(/an answer of more than/);
  });
});
