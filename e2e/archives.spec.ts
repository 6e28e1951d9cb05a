import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { inEveryDress } from "./axe.ts";
import { exampleSite, type Site } from "./site.ts";
import { expect, open, standingTest as test } from "./test.ts";

/** A plan over the pictures of a site, run twice; leads to the page of the first archive. */
async function twoArchives(page: Page, site: Site, name: string): Promise<string> {
  const noise = () => writeFileSync(path.join(site.media, "noise.jpg"), randomBytes(200_000));
  noise();
  await open(page, "/plans/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel(/^Folder/).fill(site.media);
  await page.getByRole("button", { name: "Create and back up now" }).click();
  const succeeded = page.getByRole("main").getByText("Succeeded", { exact: true }).first();
  await expect(succeeded).toBeVisible();
  const first = new URL(page.url()).pathname.replace("/runs/", "/archives/");
  noise();
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(page).not.toHaveURL(new RegExp(`${first.replace("/archives/", "/runs/")}$`));
  await expect(succeeded).toBeVisible();
  await open(page, first);
  return first;
}

async function deleteHere(page: Page, why: string): Promise<void> {
  await page.getByRole("button", { name: "Delete archive" }).click();
  const dialog = page.getByRole("dialog", { name: /Delete the archive of run/ });
  await expect(dialog.getByText("waits in the bin for 7 days")).toBeVisible();
  await dialog.getByLabel("Why?").fill(why);
  await dialog.getByRole("button", { name: "Delete archive" }).click();
  await expect(dialog).toBeHidden();
}

test("an archive is pinned with a note, and cannot be deleted before it is unpinned", async ({
  dashboard: page,
}) => {
  const site = exampleSite();
  await twoArchives(page, site, "Pinned");
  await page.getByRole("button", { name: "Pin", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /Pin the archive of run/ });
  await dialog.getByLabel("Note").fill("Before the move");
  await dialog.getByRole("button", { name: "Pin archive" }).click();
  await expect(page.getByRole("heading", { name: "Pinned", exact: true })).toBeVisible();
  await expect(page.getByText("Before the move")).toBeVisible();
  const remove = page.getByRole("button", { name: "Delete archive" });
  await expect(remove).toHaveAttribute("title", "ada pinned it. Unpin it first, if it is to go.");
  await inEveryDress(page, "a pinned archive");

  await page.getByRole("button", { name: "Edit note" }).click();
  const edit = page.getByRole("dialog", { name: "Edit the note" });
  await edit.getByLabel("Note").fill("Before the move to the new house");
  await edit.getByRole("button", { name: "Save note" }).click();
  await open(page, "/archives?view=pinned");
  await expect(page.getByText("Before the move to the new house")).toBeVisible();
  await page.getByRole("link", { name: /^Pinned run/ }).click();
  await page.getByRole("button", { name: "Unpin" }).click();
  await expect(remove).not.toHaveAttribute("aria-disabled", "true");
  site.remove();
});

test("an archive that was deleted is taken back from the bin, and the bin is emptied", async ({
  dashboard: page,
}) => {
  const site = exampleSite();
  const first = await twoArchives(page, site, "Binned");
  await deleteHere(page, "Imported twice");
  await expect(page.getByText(/^In the bin until/)).toBeVisible();
  await open(page, "/archives");
  await page.getByRole("link", { name: /^Bin \d/ }).click();
  await expect(page.getByText("ada: Imported twice")).toBeVisible();
  await inEveryDress(page, "the bin");

  await page.getByRole("button", { name: /^Take back Binned run/ }).click();
  const back = page.getByRole("dialog", { name: /Take back the archive of run/ });
  await expect(back.getByLabel("Pin it")).toBeChecked();
  await back.getByLabel("Pin it").uncheck();
  await back.getByRole("button", { name: "Take back archive" }).click();
  await expect(page.getByText("The bin is empty")).toBeVisible();
  await open(page, first);
  await expect(page.getByRole("link", { name: /^Download ZIP/ })).toBeVisible();
  await expect(
    page.getByRole("main").getByText("noise.jpg").or(page.getByText("media")).first(),
  ).toBeVisible();

  await deleteHere(page, "Imported twice after all");
  await open(page, "/storage");
  await inEveryDress(page, "storage with a bin");
  await page.getByRole("link", { name: "Source", exact: true }).click();
  const bySource = page.getByRole("table", { name: "What the archives of each source take" });
  await expect(bySource.getByRole("link", { name: "Binned" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Scrub now" }).click();
  const scrub = page.getByRole("region", { name: "Scrub" });
  await expect(scrub.getByText(/100 %/).first()).toBeVisible();
  await expect(scrub.getByText("Nothing damaged").first()).toBeVisible();
  await page.getByRole("button", { name: "Empty the bin" }).click();
  const empty = page.getByRole("dialog", { name: "Empty the bin?" });
  await expect(empty.getByText("cannot be taken back after that")).toBeVisible();
  await empty.getByRole("button", { name: "Empty the bin" }).click();
  await expect(page.getByText("Nothing", { exact: true })).toBeVisible();
  await open(page, first);
  await expect(page.getByText(/cannot be opened any more/)).toBeVisible();
  await open(page, "/activity");
  await expect(page.getByText("ada emptied the bin: 1 archive").first()).toBeVisible();
  await expect(page.getByText("ada asked for a check of the whole vault").first()).toBeVisible();
  site.remove();
});
