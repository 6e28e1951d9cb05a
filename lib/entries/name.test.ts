import { describe, expect, it } from "vitest";
import { archiveName, isSafeArchivePath, linkText, visibleName } from "./name.ts";

describe("a name in the archive", () => {
  it("stays as it is when it is UTF-8, spaces, newlines and all", () => {
    for (const name of ["app.log", "über alles", "two\nlines", "日本", "50%"]) {
      expect(archiveName(Buffer.from(name))).toEqual({ text: name, bytes: null });
    }
  });

  it("is escaped byte by byte when it is not UTF-8, and keeps its bytes", () => {
    const bytes = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
    expect(archiveName(bytes)).toEqual({ text: "caf%E9", bytes });
  });

  it("is escaped when it holds a backslash, which unpackers take for a separator", () => {
    expect(archiveName(Buffer.from("a\\b")).text).toBe("a%5Cb");
  });

  it("is escaped when it ends like a version number, which unzip would drop", () => {
    expect(archiveName(Buffer.from("a;1")).text).toBe("a%3B1");
    expect(archiveName(Buffer.from("a;")).text).toBe("a%3B");
    expect(archiveName(Buffer.from("a;b;1c")).bytes).toBeNull();
  });

  it("is cut when escaping makes it longer than file systems allow, and stays one of a kind", () => {
    const names = [0xe8, 0xe9].map((end) => Buffer.from([...Array(254).fill(0xe9), end]));
    const texts = names.map((bytes) => archiveName(bytes).text);
    expect(new Set(texts).size).toBe(2);
    for (const text of texts) {
      expect(text).toMatch(/^(%E9){77}~[0-9a-f]{8}$/);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(240);
    }
    const oneOf = (end: number) => Buffer.from(`${"a".repeat(230)}\\${"b".repeat(end)}`);
    expect(archiveName(oneOf(2)).text).toMatch(/a%5Cbb$/);
    expect(archiveName(oneOf(9)).text).toMatch(/aa~[0-9a-f]{8}$/);
  });

  it("never leaves its folder", () => {
    for (const path of ["", "/etc/passwd", "a//b", "../b", "a/..", "./a", "a\\b", "a\0"]) {
      expect(isSafeArchivePath(path), JSON.stringify(path)).toBe(false);
    }
    expect(isSafeArchivePath("files/etc/nginx.conf")).toBe(true);
  });

  it("shows control and direction characters instead of obeying them", () => {
    expect(visibleName("a\u001b[2Jb\u202etxt\n")).toBe("a\\u001b[2Jb\\u202etxt\\u000a");
  });
});

describe("where a link points", () => {
  it("is text as it is, backslashes and all, when it is UTF-8", () => {
    expect(linkText(Buffer.from("../a\\b/über"))).toEqual({ text: "../a\\b/über", bytes: null });
  });

  it("is escaped byte by byte when it is not, and keeps its bytes", () => {
    const bytes = Buffer.from("../caf\xe9", "latin1");
    expect(linkText(bytes)).toEqual({ text: "../caf%E9", bytes });
  });
});
