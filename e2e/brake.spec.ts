import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { swift } from "../test/swift.ts";
import { inEveryDress } from "./axe.ts";
import { expect, open, test } from "./test.ts";

const command = path.join(import.meta.dirname, "..", "bin", "holdfast.mjs");
const files = 30;
/** What `holdfast run` ends with when a run warned. */
const withWarnings = 3;

test("files that were encrypted put the brake on, and a person decides", async ({
  dashboard: page,
  installation,
}) => {
  test.slow(); // six runs
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-letters-"));
  const letters = path.join(folder, "letters");
  mkdirSync(letters);
  const write = (content: (index: number) => string | Buffer) => {
    for (let index = 0; index < files; index++) {
      writeFileSync(path.join(letters, `letter-${index}.txt`), content(index));
    }
  };
  write((index) => `Dear reader ${index},\n`.repeat(300));
  const file = path.join(folder, "plans.yaml");
  writeFileSync(
    file,
    `plans:\n  - name: Letters\n    schedule: manual\n    sources:\n      files:\n        - path: ${letters}\n    retention:\n      keepLast: 3\n`,
  );
  const holdfast = (words: string, exit = 0) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...swift, command, ...words.split(" ")],
      { env: { ...process.env, HOLDFAST_DATA: installation.data }, encoding: "utf8" },
    );
    expect(status, `holdfast ${words}\n${stdout}${stderr}`).toBe(exit);
  };
  holdfast(`apply ${file}`);
  for (let run = 0; run < 5; run++) holdfast("run Letters --wait");
  write(() => randomBytes(6_000));
  holdfast("run Letters --wait", withWarnings);

  await open(page, "/");
  await expect(page.getByText("The brake is on for Letters")).toBeVisible();
  await expect(page.getByText(/100\s% of files changed, usually none/).first()).toBeVisible();
  await inEveryDress(page, "the dashboard with a brake on");
  await page.getByRole("link", { name: /^Review run/ }).click();

  await expect(page.getByText("Flagged: unlike the archives before it")).toBeVisible();
  await expect(page.getByText("(flagged above 30 %)")).toBeVisible();
  await inEveryDress(page, "a flagged archive");
  await answer(page, "Keep the brake on", "Nobody knows why.");
  await expect(page.getByText(/has kept the brake on since .*Nobody knows why\./)).toBeVisible();

  await answer(page, "This is as it should be", "We sealed the letters ourselves.");
  await expect(page.getByText(/^Accepted as it should be by/)).toBeVisible();
  await open(page, "/");
  await expect(page.getByText("The brake is on for Letters")).toHaveCount(0);

  await open(page, "/plans");
  await page.getByRole("link", { name: "Letters", exact: true }).click();
  await expect(page.getByRole("img", { name: /^Content of the last \d+ archives/ })).toBeVisible();
  await page.getByRole("link", { name: "Simulate" }).click();
  await page.getByRole("button", { name: /^Last/ }).click();
  await page.getByLabel("Archives", { exact: true }).fill("1");
  await expect(
    page.getByText(/are let go and frees .* when pruned\. The next good run carries it out/),
  ).toBeVisible();
  rmSync(folder, { recursive: true });
});

/** Opens one of the two answers, says why and confirms. */
async function answer(page: Page, which: string, why: string): Promise<void> {
  await page.getByRole("button", { name: which }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(why);
  await dialog.getByRole("button", { name: /Accept archive|Keep the brake on/ }).click();
  await expect(dialog).toHaveCount(0);
}
