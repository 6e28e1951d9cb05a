import { expect, type Locator, type Page } from "@playwright/test";

/** Counts what a hand does: each field is clicked before it is filled. */
export function hand() {
  const counted = { clicks: 0, fields: 0 };
  return {
    counted,
    async click(target: Locator) {
      counted.clicks += 1;
      await target.click();
    },
    async fill(target: Locator, text: string) {
      counted.clicks += 1;
      counted.fields += 1;
      await target.click();
      await target.fill(text);
    },
  };
}

/** Nothing is wider than the window. */
export async function noSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, "sideways scroll").toBeLessThanOrEqual(0);
}
