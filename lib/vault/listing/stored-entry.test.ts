import { describe, expect, it } from "vitest";
import { Damage } from "../damage.ts";
import { entriesOf, type StoredEntry } from "./stored-entry.ts";

const entry: StoredEntry = {
  path: "files/a",
  kind: "file",
  size: 1,
  mode: 0o644,
  uid: 0,
  gid: 0,
  modified: "2026-03-10T02:00:00.000Z",
  sha256: "0".repeat(64),
};
const partOf = (...lines: unknown[]) =>
  Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

describe("a part of a listing", () => {
  it("reads the same however often it was read, whoever wrote it", () => {
    const { path, ...rest } = entry;
    const lines = [entry, { ...rest, path }, { ...entry, added: "by somebody" }];
    for (const [index, line] of lines.entries()) {
      const read = () => JSON.stringify(entriesOf(partOf(line), `part ${index}`));
      expect([read(), read()]).toEqual(Array(2).fill(JSON.stringify([entry])));
    }
  });

  it("is damaged where a line is no entry, each time", () => {
    const part = partOf(entry, { ...entry, size: -1 });
    for (let time = 0; time < 2; time++) expect(() => entriesOf(part, "wrong")).toThrow(Damage);
  });
});
