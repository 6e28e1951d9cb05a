import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { PlanInput } from "#lib/plans/schema";
import { failureOf } from "../../../test/failing.ts";
import { planOf, runningInstallation } from "../../../test/running.ts";
import {
  compareFiles,
  compareFilesRange,
  deleteArchive,
  fileHistory,
  readFileText,
} from "../index.ts";
import { comparedBytesMax, shownBytesMax, shownCharsMax } from "../schema.ts";

const conf = "files/etc/app.conf";

/** Runs of one plan, each with this text in its configuration file. */
async function runsWith(texts: readonly (string | Buffer)[]) {
  const { ctx, site, run } = await runningInstallation();
  const folder = (name: string) => ({ path: path.join(site, name) });
  const plan = await planOf(ctx, site, {
    sources: [
      { kind: "media", config: folder("media") },
      { kind: "files", config: folder("etc") },
    ] as PlanInput["sources"], // folder options are filled in when the plan is parsed
  });
  const numbers: string[] = [];
  for (const text of texts) {
    await writeFile(path.join(site, "etc", "app.conf"), text);
    numbers.push(String((await run(plan)).number));
  }
  return { ctx, numbers };
}

describe("a file of an archive", () => {
  it("is shown as lines, its secrets taken out", async () => {
    const { ctx, numbers } = await runsWith(["port = 1\r\npassword = hunter22\n"]);
    const found = await readFileText(ctx, { run: numbers[0] ?? "", path: conf });
    expect(found).toMatchObject({ path: conf, size: 30 });
    expect(found.content).toEqual({
      ...{ kind: "text", lines: ["port = 1", "password = ‹redacted›"], encoding: null },
      ...{ bytes: 30, cutLines: 0, secrets: 1 },
    });
    expect(JSON.stringify(found)).not.toContain("hunter22");
  });

  it("is shown within bounds that are told", async () => {
    const long = `${"x".repeat(shownCharsMax + 5)}\n${"y".repeat(80)}\n`;
    const { ctx, numbers } = await runsWith([long.repeat(400)]);
    const { content, size } = await readFileText(ctx, { run: numbers[0] ?? "", path: conf });
    expect(size).toBe(long.length * 400);
    expect(content).toMatchObject({ kind: "text", bytes: shownBytesMax });
    if (content.kind !== "text") throw new Error("It is a text.");
    expect(Math.max(...content.lines.map(({ length }) => length))).toBe(shownCharsMax);
    expect(content.cutLines).toBeGreaterThan(100);
  });

  it("that is no text says what it is", async () => {
    const { ctx, numbers } = await runsWith(["port = 1\n"]);
    const asked = { run: numbers[0] ?? "", path: "databases/app.db/app.db" };
    const missing = await failureOf(() => readFileText(ctx, { ...asked, path: "files/none" }));
    expect(missing).toMatch(/^not-found/);
    expect(await failureOf(() => readFileText(ctx, { ...asked, path: "files/" }))).toMatch(/^not-/);
    const picture = await readFileText(ctx, { ...asked, path: "media/media/picture-0.jpg" });
    expect(picture.content).toEqual({ kind: "binary", type: null });
  });

  it("is compared between any two archives, and its gaps open", async () => {
    const lines = Array.from({ length: 60 }, (_, number) => `line ${number}\n`);
    const before = `${lines.join("")}port = 1\n`;
    const { ctx, numbers } = await runsWith([before, before.replace("port = 1", "port = 2")]);
    const [a = "", b = ""] = numbers;
    const { outcome, ...sides } = await compareFiles(ctx, { path: conf, a, b });
    expect([sides.a.run, sides.b.run].map(String)).toEqual([a, b]);
    if (outcome.kind !== "text") throw new Error("Both are texts.");
    const { added, removed, parts } = outcome.comparison;
    expect([added, removed, outcome.isCut]).toEqual([1, 1, { a: false, b: false }]);
    const gap = parts.find((part) => part.kind === "gap");
    if (gap?.kind !== "gap") throw new Error("What is the same is left out.");
    const [opened] = await compareFilesRange(ctx, { path: conf, a, b }, gap);
    expect(opened?.kind === "section" && opened.rows[0]?.a?.text).toBe("line 0");
    const same = await compareFiles(ctx, { path: conf, a, b: a });
    expect(same.outcome).toEqual({ kind: "same" });
  });

  it("that is no text, or too long a one, is compared as far as that goes", async () => {
    const long = "a line like any other\n".repeat(comparedBytesMax / 20);
    const { ctx, numbers } = await runsWith([long, `first\n${long}`, Buffer.from("a\0b")]);
    const [a = "", b = "", c = ""] = numbers;
    const { outcome } = await compareFiles(ctx, { path: conf, a, b });
    expect(outcome).toMatchObject({ kind: "text", isCut: { a: true, b: true } });
    const binary = await compareFiles(ctx, { path: conf, a: b, b: c });
    expect(binary.outcome).toEqual({ kind: "binary", types: { a: "text", b: null } });
    expect(await compareFilesRange(ctx, { path: conf, a: b, b: c }, { from: 0, to: 9 })).toEqual(
      [],
    );
  });
});

describe("a file in all archives of its plan", () => {
  it("is told in spans of equal content, newest first, and from any archive on", async () => {
    const { ctx, numbers } = await runsWith(["one", "one", "two", "one", "one", "one"]);
    const run = numbers[0] ?? "";
    const seen = async (from?: number) => {
      const { spans, ...counts } = await fileHistory(ctx, { run, path: conf, from });
      return { ...counts, spans: spans.map(spanWords) };
    };
    const spanWords = ({
      newest,
      oldest,
      archives,
      file,
    }: Awaited<ReturnType<typeof fileHistory>>["spans"][number]) =>
      `${newest.run}-${oldest.run} ${archives} ${file?.size}`;
    expect(await seen()).toEqual({
      ...{ texts: 2, lookedAt: 6, next: null },
      spans: ["6-4 3 3", "3-3 1 3", "2-1 2 3"],
    });
    expect((await seen(2)).spans).toEqual(["2-1 2 3"]);
    await deleteArchive(ctx, { run: "3", why: "room is needed" });
    expect((await seen()).spans).toEqual(["6-1 5 3"]);
    const elsewhere = await fileHistory(ctx, { run, path: "files/etc/none.conf" });
    expect(elsewhere.spans).toMatchObject([{ state: "absent", archives: 5, file: null }]);
  });
});
