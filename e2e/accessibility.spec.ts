import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, setUp, test } from "./test.ts";

const widths = [1280, 390];
const themes = ["light", "dark"] as const;
/** The theme changes colours alone; all other rules see the same page again. */
const colourRules = ["color-contrast", "link-in-text-block"];
const pages = [
  "/",
  "/plans",
  "/plans/new",
  "/runs",
  "/runs/1",
  "/archives",
  "/archives/1",
  "/activity",
  "/settings",
];

test("axe finds nothing on any page, in both themes and at both widths", async ({
  page,
  installation,
}) => {
  test.setTimeout(300_000);
  await page.goto(`/setup#token=${installation.token}`);
  await inEveryDress(page, "setup");
  await setUp(page, installation);
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await inEveryDress(page, path);
  }
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await inEveryDress(page, "palette");
});

async function inEveryDress(page: Page, what: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const theme of themes) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      const axe = new AxeBuilder({ page });
      const { violations } = await (theme === "light" ? axe : axe.withRules(colourRules)).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
      );
      expect(found, `${what} at ${width} px, ${theme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
