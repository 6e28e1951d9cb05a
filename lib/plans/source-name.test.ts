import { describe, expect, it } from "vitest";
import { Name } from "./schema.ts";
import { sourceName } from "./source-name.ts";

describe("the default name of a source", () => {
  it.each([
    ["/srv/app/app.db", "app.db"],
    ["/srv/app/media/", "media"],
    ["/var/log", "log"],
    ["/", "root"],
    ["/home/ada/.config", "config"],
    ["/srv/...", "root"],
    ["/srv/a\\b\nc", "a-b-c"],
    ["/srv/cafe\u0301", "café"],
  ])("is the last part of its path: %j", (path, name) => {
    expect(sourceName(path, [])).toBe(name);
  });

  it("is counted up where it is taken, whatever the case", () => {
    expect(sourceName("/a/Media", ["media"])).toBe("Media-2");
    expect(sourceName("/a/media", ["MEDIA", "media-2"])).toBe("media-3");
    expect(sourceName("/a/ÄRGER", ["ärger"])).toBe("ÄRGER-2");
  });

  it("is always a name, however long the part", () => {
    for (const part of ["x".repeat(255), "😀".repeat(60), `${"y".repeat(62)}  z`]) {
      const name = sourceName(`/srv/${part}`, []);
      const second = sourceName(`/srv/${part}`, [name]);
      expect([Name.parse(name), Name.parse(second)]).toEqual([name, second]);
      expect(second).not.toBe(name);
    }
  });
});
