import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { swift } from "../test/swift.ts";

const entrances = ["drizzle-orm", "drizzle-orm/libsql", "drizzle-orm/sqlite-core"];

/** Names and kinds of what each entrance exports, and whether two entrances share their classes. */
const program = `
  const modules = [];
  for (const each of ${JSON.stringify(entrances)}) modules.push(await import(each));
  const [orm, , core] = modules;
  console.log(JSON.stringify({
    exported: modules.map((each) => Object.keys(each).map((name) => name + " " + typeof each[name])),
    shared: core.SQLiteColumn.prototype instanceof orm.Column,
  }));
`;

describe("quick loading", () => {
  it("loads the same modules as Node does by itself", () => {
    const quick = load(swift);
    expect(quick.shared).toBe(true);
    expect(quick).toEqual(load([]));
  });
});

function load(options: readonly string[]): { exported: string[][]; shared: boolean } {
  const asked = [...options, "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync(process.execPath, asked, { encoding: "utf8" });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}
