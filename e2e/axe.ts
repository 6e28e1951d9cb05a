import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const widths = [1280, 390];
const themes = ["light", "dark"] as const;
/** The theme changes colours alone; all other rules see the same page again. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** axe finds nothing on a page as it is, at both widths and in both themes. */
export async function inEveryDress(page: Page, what: string): Promise<void> {
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
