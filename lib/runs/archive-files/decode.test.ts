import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decode } from "./decode.ts";

const text = (bytes: Buffer, isWhole = true) => {
  const found = decode(bytes, isWhole);
  return found.kind === "text" ? [found.text, found.encoding] : `binary ${found.type}`;
};

describe("the bytes of a file", () => {
  it("are a text in the encoding that they are in", () => {
    expect(text(Buffer.from("größe = 1\n"))).toEqual(["größe = 1\n", null]);
    expect(text(Buffer.from(""))).toEqual(["", null]);
    expect(text(Buffer.from("\ufeffport"))).toEqual(["port", "UTF-8 with a byte order mark"]);
    expect(text(Buffer.from("\ufeffgröße", "utf16le"))).toEqual(["größe", "UTF-16, little endian"]);
    const big = Buffer.from("\ufeffgröße", "utf16le").swap16();
    expect(text(big)).toEqual(["größe", "UTF-16, big endian"]);
    const old = Buffer.from("the größe of it", "latin1");
    expect(text(old)).toEqual(["the größe of it", "Windows-1252, as it is no UTF-8"]);
    expect(text(Buffer.from("\x1b[31mred\x1b[0m\r\n"))).toEqual(["\x1b[31mred\x1b[0m\r\n", null]);
  });

  it("lose no more than a character that is cut at their end", () => {
    const whole = Buffer.from("größe");
    expect(text(whole.subarray(0, 3), false)).toEqual(["gr", null]);
    const wide = Buffer.from("\ufeffab", "utf16le");
    expect(text(wide.subarray(0, 5), false)).toEqual(["a", "UTF-16, little endian"]);
  });

  it("are none where they are of a known kind, or hold what no text has", () => {
    expect(text(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))).toBe("binary PNG image");
    expect(text(Buffer.from("%PDF-1.7\n%"))).toBe("binary PDF document");
    expect(text(Buffer.from("SQLite format 3\0"))).toBe("binary SQLite database");
    const tar = Buffer.concat([Buffer.alloc(257, "a"), Buffer.from("ustar"), Buffer.alloc(9)]);
    expect(text(tar)).toBe("binary tar archive");
    expect(text(Buffer.from("a\0b"))).toBe("binary null");
    expect(text(Buffer.concat([Buffer.from("x"), randomBytes(4_000)]))).toBe("binary null");
    expect(text(Buffer.alloc(100, 0xe4))).toBe("binary null");
  });
});
