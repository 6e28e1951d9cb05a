import { expect, test } from "./test.ts";

/** A page that has not asked for anything this long has read what it was told of. */
const quietMs = 1_500;

test.describe("live pages", () => {
  test("change in place when a run ends, say when they are cut off, and recover", async ({
    dashboard: page,
    installation,
  }) => {
    await page.goto("/runs");
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
    await expect(page.getByRole("row", { name: /Holdfast itself/ })).toHaveCount(1);

    let askedAt = 0;
    page.on("request", () => {
      askedAt = Date.now();
    });
    await page.goto("/runs/1");
    await page.getByRole("button", { name: "Run again" }).click();
    await expect(page).toHaveURL(/\/runs\/2/);
    await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 60_000 });

    // A page that is being read while its server dies is left by Next; one at rest is what is tested.
    await expect.poll(() => Date.now() - askedAt).toBeGreaterThan(quietMs);
    installation.cut();
    await expect(page.getByText("Live updates paused, reconnecting").first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  });
});
