import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The theme changes colours alone, and those are the same at any width. */
const dresses = [
  { width: 1280, theme: "light", rules: null },
  { width: 1280, theme: "dark", rules: ["color-contrast", "link-in-text-block"] },
  { width: 390, theme: "light", rules: null },
] as const;

/**
 * axe finds nothing on a page as it is, at both widths and in both themes.
 *
 * @param within the part that is new, by its selector; by default the whole page
 */
export async function inEveryDress(page: Page, what: string, within = "html"): Promise<void> {
  for (const { width, theme, rules } of dresses) {
    await page.setViewportSize({ width, height: 900 });
    await dress(page, theme);
    // Nothing is asked of what passes, nor of frames of other origins: there are none.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
    if (rules) axe.withRules([...rules]);
    const { violations } = await axe.include(within).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
    );
    expect(found, `${what} at ${width} px, ${theme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Sets the theme, and ends all that fades: a colour on its way is the contrast of no theme. */
async function dress(page: Page, theme: (typeof dresses)[number]["theme"]): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      if (Number.isFinite(endTime)) animation.finish();
    }
  }, theme);
}
