import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { inEveryDress } from "./axe.ts";
import { noSidewaysScroll } from "./hand.ts";
import { exampleSite, type Site } from "./site.ts";
import { expect, open, standingTest as test } from "./test.ts";

const filler = Array.from({ length: 40 }, (_, number) => `line ${number}\n`).join("");
const texts = ["port = 1", "port = 2", "port = 2"].map(
  (port) => `${filler}${port}\npassword = hunter22\n`,
);
const conf = "media/media/site.conf";

/** A plan of one folder, run once for each text of a file in it; gives the numbers of the runs. */
async function backedUp(page: Page, site: Site): Promise<number[]> {
  await open(page, "/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Shop");
  await page.getByLabel(/^Folder/).fill(site.media);
  const keeping = page.getByRole("group", { name: "How archives are kept" });
  await keeping.getByRole("button", { name: "Everything" }).click();
  const numbers: number[] = [];
  for (const text of texts) {
    writeFileSync(path.join(site.media, "site.conf"), text);
    const button = numbers.length === 0 ? "Create and back up now" : "Run again";
    const before = numbers.length === 0 ? "/plans/new" : `/runs/${numbers.at(-1)}`;
    await page.getByRole("button", { name: button }).click();
    await expect(page).not.toHaveURL(new RegExp(`${before}$`));
    await expect(page.getByRole("link", { name: "Browse archive" })).toBeVisible();
    numbers.push(Number(page.url().split("/").at(-1)));
  }
  return numbers;
}

test("a file of an archive is read, followed through all archives, and compared", async ({
  dashboard: page,
}) => {
  test.setTimeout(300_000);
  const site = exampleSite();
  const [first = 0, second = 0, third = 0] = await backedUp(page, site);
  await page.getByRole("link", { name: "Browse archive" }).click();
  await page.getByRole("link", { name: "media", exact: true }).click();
  await expect(page).toHaveURL(/in=media%2F$/);
  await page.getByRole("link", { name: "media", exact: true }).click();
  await page.getByRole("link", { name: "site.conf", exact: true }).click();

  const file = page.getByRole("region", { name: `File ${conf}` });
  const text = file.getByRole("region", { name: `Text of ${conf}` });
  await expect(text).toContainText("port = 2");
  await expect(text).toContainText("redacted");
  await expect(text).not.toContainText("hunter22");
  await expect(file).toContainText("1 line with a secret taken out");
  await expect(page).toHaveURL(/file=media%2Fmedia%2Fsite\.conf/);

  const history = file.getByRole("list").last();
  await expect(file).toContainText("2 texts in 3 archives");
  await expect(history.getByRole("listitem")).toHaveCount(2);
  await expect(history.getByRole("listitem").first()).toContainText("2 archives");
  await file.getByRole("link", { name: `Compare with run ${first}` }).click();
  await expect(file).toContainText(`From run ${first} to run ${third}`);
  const lines = file.getByRole("region", { name: "Lines of both texts" });
  await expect(lines).toContainText("Removed: port = 1");
  await expect(lines).toContainText("Added: port = 2");
  await lines
    .getByRole("button", { name: /unchanged lines/ })
    .first()
    .click();
  await expect(lines).toContainText("line 0");
  await inEveryDress(page, "a file with what changed in it");
  await page.setViewportSize({ width: 320, height: 800 });
  await noSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.goBack();
  await expect(text).toBeVisible();
  await inEveryDress(page, "a file with its text");
  await page.keyboard.press("[");
  await expect(page).toHaveURL(new RegExp(`/archives/${first}\\?`));
  await expect(text).toContainText("port = 1");
  await page.keyboard.press("]");
  await expect(page).toHaveURL(new RegExp(`/archives/${second}\\?`));
  // The archive that brought a text opens with what changed in it.
  await expect(lines).toContainText("Added: port = 2");
  await onAPhone(page, second);
  site.remove();
});

/** One pane is shown at a time, the filter takes one line, and a folder downloads alone. */
async function onAPhone(page: Page, run: number): Promise<void> {
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page, `/archives/${run}?in=media/media/`);
  const changes = page.getByRole("navigation", { name: "Changes" }).getByRole("link");
  const tops = await changes.evaluateAll((links) =>
    links.map((link) => link.getBoundingClientRect().top),
  );
  expect(new Set(tops).size, "lines that the filter of changes takes").toBe(1);
  await page.getByRole("link", { name: "picture-1.jpg", exact: true }).click();
  const file = page.getByRole("region", { name: "File media/media/picture-1.jpg" });
  await expect(file).toContainText("This file is no text");
  const other = page.getByRole("link", { name: "picture-0.jpg", exact: true });
  await expect(other).toBeHidden();
  await noSidewaysScroll(page);
  await file.getByRole("link", { name: "Close the file" }).click();
  await expect(other).toBeVisible();
  await page
    .getByRole("navigation", { name: "Folder" })
    .getByRole("link", { name: "media" })
    .click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download media as ZIP" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^shop-run-${run}-.*-media\\.zip$`));
  expect(await download.failure()).toBeNull();
}
