import { inEveryDress } from "./axe.ts";
import { expect, setUp, test } from "./test.ts";

const pages = [
  "/",
  "/plans",
  "/plans/new",
  "/alarms/channels/new?kind=mail",
  "/runs",
  "/runs/1",
  "/archives",
  "/archives/1",
  "/activity",
  "/settings",
  "/settings/health",
  "/settings/health/bundle",
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
