import { expect, test } from "./test.ts";

test.describe("live pages", () => {
  test("change in place when a run ends, say when they are cut off, and recover", async ({
    dashboard: page,
    installation,
  }) => {
    await page.goto("/runs");
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
    await expect(page.getByRole("row", { name: /Holdfast itself/ })).toHaveCount(1);

    await page.goto("/runs/1");
    await page.getByRole("button", { name: "Run again" }).click();
    await expect(page).toHaveURL(/\/runs\/2/);
    await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 60_000 });

    installation.cut();
    await expect(page.getByText("Live updates paused, reconnecting").first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByText("Live", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  });
});
