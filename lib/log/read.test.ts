import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { openLog } from "./log.ts";
import { neverLog } from "./mask.ts";
import { logFilesOf, readLog } from "./read.ts";

const line = (n: number, more: object = {}) =>
  `${JSON.stringify({ level: "info", part: "web", ts: new Date(n * 1_000).toISOString(), event: `e${n}`, ...more })}\n`;
const all = () => true;

describe("reading a log", () => {
  it("gives the newest lines, the newest last, over chunks, long lines and files set aside", async () => {
    const folder = await temporaryFolder();
    const lines = Array.from({ length: 3_000 }, (_, n) => line(n, { text: "ä".repeat(n % 97) }));
    lines[2_500] = line(2_500, { text: "x".repeat(200_000) });
    writeFileSync(path.join(folder, "20260310-1200-01-web.log"), lines.slice(0, 1_000).join(""));
    writeFileSync(
      path.join(folder, "20260310-1200-02-web.log"),
      lines.slice(1_000, 2_000).join(""),
    );
    writeFileSync(path.join(folder, "web.log"), lines.slice(2_000).join(""));
    writeFileSync(path.join(folder, "20260310-1200-01-other-web.log"), line(9_999));
    const read = async (limit: number, wants: Parameters<typeof readLog>[1]["wants"] = all) =>
      readLog(folder, { part: "web", limit, wants });
    const whole = await read(10_000);
    expect(whole.isWhole).toBe(true);
    expect(whole.lines.map(({ event }) => event)).toEqual(lines.map((_, n) => `e${n}`));
    expect(whole.lines[2_500]?.facts.text).toHaveLength(200_000);
    const few = await read(2);
    expect([few.isWhole, few.lines.map(({ event }) => event)]).toEqual([false, ["e2998", "e2999"]]);
    const found = await read(10, ({ event }) => event === "e3");
    expect(found.lines).toMatchObject([{ at: new Date(3_000), facts: { text: "äää" } }]);
  });

  it("leaves out what is no line, and a file that is not there is an empty log", async () => {
    const folder = await temporaryFolder();
    expect(await readLog(folder, { part: "web", limit: 9, wants: all })).toEqual({
      lines: [],
      isWhole: true,
    });
    mkdirSync(path.join(folder, "sub"));
    writeFileSync(path.join(folder, "web.log"), `cut of${line(1)}null\n{"ts":1}\n${line(2)}{"lev`);
    const { lines } = await readLog(folder, { part: "web", limit: 9, wants: all });
    expect(lines.map(({ event }) => event)).toEqual(["e2"]);
    expect(await logFilesOf(folder, "web")).toEqual([path.join(folder, "web.log")]);
  });

  it("shows no secret, because none was written", async () => {
    const folder = await temporaryFolder();
    neverLog("CANARY-5e1f-secret");
    const log = openLog({ folder, part: "web" });
    log.warn("asked with CANARY-5e1f-secret", { header: "Bearer CANARY-5e1f-secret" });
    log.error("failed", {
      error: new Error("at https://x/CANARY-5e1f-secret/y"),
      password: "hunter22",
    });
    await log.close();
    const { lines } = await readLog(folder, { part: "web", limit: 9, wants: all });
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toMatch(/CANARY|hunter22/);
  });
});
