import { test as base, expect, type Page } from "@playwright/test";
import { type Installation, startInstallation } from "./installation.ts";

export const admin = { name: "ada", password: "correct horse battery" };

interface Fixtures {
  /** A fresh installation, nobody set up yet. */
  installation: Installation;
  /** A page of the first administrator, on the dashboard. */
  dashboard: Page;
}

/** Browser errors fail the test that caused them. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  installation: async ({}, use) => {
    const installation = await startInstallation();
    await use(installation);
    await installation.stop();
  },
  baseURL: async ({ installation }, use) => use(installation.url),
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      const gone = /ERR_(?:CONNECTION|EMPTY|INCOMPLETE)/.test(message.text()); // a test cut it
      if (message.type() === "error" && !gone) errors.push(message.text());
    });
    await use(page);
    expect(errors, "errors of the browser").toEqual([]);
  },
  dashboard: async ({ page, installation }, use) => {
    await setUp(page, installation);
    await use(page);
  },
});

export { expect };

/** Makes the first administrator by the printed link, and ends on the dashboard. */
export async function setUp(page: Page, { token }: Installation): Promise<void> {
  await page.goto(`/setup#token=${token}`);
  await page.getByLabel("User name").fill(admin.name);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: /administrator/i }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("protected");
}
