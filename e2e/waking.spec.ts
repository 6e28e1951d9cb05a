import { collectErrors, expect, open, standingTest as test } from "./test.ts";

const addresses = [
  "/",
  "/plans",
  "/plans/new",
  "/runs/1",
  "/archives/1?in=logs%2F",
  "/archives/1?in=nothing%2F",
  "/activity",
  "/settings",
];

test.describe("a page that wakes in the browser", () => {
  test("is what the server sent, on a phone too", async ({ dashboard: page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of addresses) await open(page, address);
  });

  test("complains when it is not, and that is caught", async ({ dashboard: page }) => {
    const tab = await page.context().newPage();
    const errors = collectErrors(tab);
    await tab.route("**/settings", async (route) => {
      const sent = await route.fetch();
      const body = (await sent.text()).replace("Every user is an", "No user is an");
      await route.fulfill({ response: sent, body });
    });
    await open(tab, "/settings");
    await expect.poll(() => errors.join("\n")).toMatch(/#418|hydrat/i);
    await tab.close();
  });
});
