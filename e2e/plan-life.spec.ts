import { readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { exampleSite } from "./site.ts";
import { expect, open, signIn, standingTest as test } from "./test.ts";

/** A file so large that reading it goes on until somebody ends it. */
const endlessBytes = 500_000_000_000;

interface NewPlan {
  name: string;
  database?: string;
  folder?: string;
}

/** Fills in the form for a new plan, which is left to be saved. */
async function fillIn(page: Page, { name, database, folder }: NewPlan): Promise<void> {
  await open(page, "/plans/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  if (database) await page.getByLabel(/^Database file/).fill(database);
  if (folder) await page.getByLabel(/^Folder/).fill(folder);
}

async function create(page: Page, plan: NewPlan): Promise<void> {
  await fillIn(page, plan);
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByRole("heading", { name: plan.name, level: 1 })).toBeVisible();
}

/** The state of a run as the badge of its page says it. */
function badge(page: Page, state: string) {
  return page.getByRole("main").getByText(state, { exact: true }).first();
}

test.describe("a plan", () => {
  test("that somebody else saves while it is edited keeps what was typed", async ({
    dashboard: page,
    browser,
    installation,
  }) => {
    const site = exampleSite();
    await create(page, { name: "Bakery", database: site.database });
    const { pathname } = new URL(page.url());
    await open(page, `${pathname}/edit`);
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("Bakery, renamed here");

    const elsewhere = await browser.newContext({ baseURL: installation.url });
    const other = await elsewhere.newPage();
    await signIn(other);
    const saveElsewhere = async (minute: string) => {
      await open(other, `${pathname}/edit`);
      await other.getByLabel("At minute").fill(minute);
      await other.getByRole("button", { name: "Save changes" }).click();
      await expect(other.getByText(`Every hour at :${minute}`).first()).toBeVisible();
    };
    await saveElsewhere("17");
    const told = page.getByText("Somebody saved this plan while you had it open.");
    await expect(told).toBeVisible();
    await expect(name).toHaveValue("Bakery, renamed here");

    await page.getByRole("button", { name: "Show theirs" }).click();
    await expect(page.getByLabel("At minute")).toHaveValue("17");
    await expect(name).toHaveValue("Bakery");
    await expect(told).toBeHidden();

    await name.fill("Bakery, mine");
    await saveElsewhere("23");
    await expect(told).toBeVisible();
    await page.getByRole("button", { name: "Keep mine" }).click();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { name: "Bakery, mine", level: 1 })).toBeVisible();
    await expect(page.getByText("Every hour at :17").first()).toBeVisible();
    await elsewhere.close();
    site.remove();
  });

  test("is told what is wrong with it in each place, and may wait for a disk", async ({
    dashboard: page,
  }) => {
    await fillIn(page, { name: "", database: "/nowhere/app.db", folder: "etc/app" });
    await page.getByLabel("At minute").fill("99");
    await page.getByLabel("Daily").fill("many");
    await page.getByRole("button", { name: "Create plan" }).click();
    const summary = page.getByRole("complementary", { name: "Summary" });
    await expect(summary).toContainText(/fields need attention: Name, path of/);
    for (const field of [/^Name/, /^Folder/, /^At minute/, /^Daily/]) {
      const control = page.getByLabel(field).first();
      await expect(control).toHaveAttribute("aria-invalid", "true");
      await expect(control).toHaveAccessibleDescription(/\w/);
    }
    await page.getByLabel("Name", { exact: true }).fill("Disk to come");
    await page.getByRole("button", { name: "Remove source 2" }).click();
    await page.getByLabel("At minute").fill("5");
    await page.getByLabel("Daily").fill("7");
    await page.getByRole("button", { name: "Create plan" }).click();
    const file = page.getByLabel(/^Database file/);
    await expect(file).toHaveAccessibleDescription(/\/nowhere\/app\.db does not exist/);
    await page.getByRole("button", { name: "Save anyway" }).click();
    await expect(page.getByRole("heading", { name: "Disk to come", level: 1 })).toBeVisible();

    await page.getByRole("button", { name: "Run now" }).click();
    await expect(badge(page, "Failed")).toBeVisible();
    await expect(page.getByText("Source missing")).toBeVisible();
  });

  test("is duplicated, disabled, and deleted without its archives", async ({ dashboard: page }) => {
    const site = exampleSite();
    await fillIn(page, { name: "Wiki", database: site.database });
    await page.getByRole("button", { name: "Create and back up now" }).click();
    await expect(badge(page, "Succeeded")).toBeVisible();
    for (const step of ["app.db", "Archive", "Verify", "Retention"]) {
      await expect(page.getByRole("region", { name: "Run log" })).toContainText(step);
    }

    await open(page, "/plans");
    await page.getByRole("button", { name: "More about Wiki", exact: true }).click();
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await expect(page).toHaveURL(/\/edit$/);
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(/^Wiki.+/);
    await expect(page.getByLabel(/^Database file/)).toHaveValue(site.database);

    await open(page, "/plans");
    const enabled = page.getByRole("switch", { name: "Wiki enabled", exact: true });
    await enabled.uncheck();
    await expect(page.getByRole("row", { name: /^Paused.*Wiki/ }).first()).toBeVisible();
    await page.getByRole("button", { name: "More about Wiki", exact: true }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete the plan Wiki?" });
    await expect(dialog).toContainText("Its archives stay");
    await dialog.getByLabel("Type Wiki to confirm").fill("Wiki");
    await dialog.getByRole("button", { name: "Delete plan" }).click();
    await expect(page.getByText("Wiki was deleted. Its archives stay.")).toBeVisible();
    await expect(enabled).toBeHidden();

    await open(page, "/archives");
    await page.getByRole("link", { name: /^Wiki run/ }).click();
    await expect(page.getByRole("link", { name: /Download ZIP/ })).toBeVisible();
    site.remove();
  });

  test("runs while one watches, and ends when one cancels", async ({ dashboard: page }) => {
    const site = exampleSite();
    const huge = path.join(site.media, "huge.img");
    writeFileSync(huge, "");
    truncateSync(huge, endlessBytes); // a hole: it takes no space, and hours to read
    await create(page, { name: "Huge", folder: site.media });
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(badge(page, "Running")).toBeVisible();
    await expect(page.getByText(/of 5 entries/).first()).toBeVisible();
    await expect(page.getByText(/[\d.]+ [GM]B of 500 GB/).first()).toBeVisible();
    await page.getByRole("button", { name: "Cancel run" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel this run of Huge?" });
    await dialog.getByRole("button", { name: "Cancel run" }).click();
    await expect(badge(page, "Cancelled")).toBeVisible();
    await expect(page.getByText("Cancelled by ada. Nothing of this run was kept.")).toBeVisible();
    site.remove();
  });

  test("whose folder is suddenly empty fails until somebody says why", async ({
    dashboard: page,
  }) => {
    const site = exampleSite(12);
    await fillIn(page, { name: "Photos", folder: site.media });
    await page.getByRole("button", { name: "Create and back up now" }).click();
    await expect(badge(page, "Succeeded")).toBeVisible();
    for (const file of readdirSync(site.media)) rmSync(path.join(site.media, file));
    await page.getByRole("button", { name: "Run again" }).click();
    await expect(badge(page, "Failed")).toBeVisible();
    await page.getByRole("button", { name: "Accept as it is" }).click();
    const dialog = page.getByRole("dialog", { name: "Accept media as it is?" });
    const accept = dialog.getByRole("button", { name: "Accept as it is" });
    await expect(accept).toHaveAttribute("aria-disabled", "true");
    await dialog.getByLabel("Why is it empty?").fill("The photos moved to the new server.");
    await accept.click();
    await expect(page.getByText("Accepted as it is since")).toBeVisible();
    await page.getByRole("button", { name: "Run again" }).click();
    await expect(badge(page, "Succeeded")).toBeVisible();

    await page.getByRole("link", { name: "Browse archive" }).click();
    await page.getByRole("button", { name: "Delete archive" }).click();
    const remove = page.getByRole("dialog", { name: /Delete the archive of run/ });
    await remove.getByLabel("Why?").fill("It holds nothing.");
    await remove.getByRole("button", { name: "Delete archive" }).click();
    await expect(page.getByText(/It holds nothing\./).first()).toBeVisible();

    await open(page, "/activity");
    await page
      .getByText(/^run accept/)
      .first()
      .click();
    await expect(page.getByText("The photos moved to the new server.")).toBeVisible();
    await expect(page.getByText("ada accepted the source media as it is")).toBeVisible();
    site.remove();
  });

  test("that is being typed when the session ends is not lost", async ({
    dashboard: page,
    browser,
    installation,
  }) => {
    const site = exampleSite();
    await fillIn(page, { name: "Typed", database: site.database });
    const elsewhere = await browser.newContext({ baseURL: installation.url });
    const other = await elsewhere.newPage();
    await signIn(other);
    await open(other, "/settings");
    await other.getByRole("button", { name: "Sign out everywhere else" }).click();
    const dialog = other.getByRole("dialog");
    await dialog.getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect(dialog).toBeHidden();
    await elsewhere.close();

    await page.getByRole("button", { name: "Create plan" }).click();
    await expect(page.getByText("What you typed is kept in this tab.")).toBeVisible();
    await expect(page.getByText("Your session has ended", { exact: true })).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Typed");
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await page.getByLabel("User name").fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/plans\/new/);
    await expect(page.getByText("What you typed before is back.")).toBeVisible();
    await expect(page.getByLabel(/^Database file/)).toHaveValue(site.database);
    await page.getByRole("button", { name: "Create plan" }).click();
    await expect(page.getByRole("heading", { name: "Typed", level: 1 })).toBeVisible();
    site.remove();
  });
});
