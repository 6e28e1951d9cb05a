import { expect, open, test } from "./test.ts";

const pages = [
  "/",
  "/plans",
  "/plans/new",
  "/alarms/channels/new",
  "/alarms/channels/new?kind=mail",
  "/runs",
  "/runs/1",
  "/archives",
  "/archives/1?change=new",
  "/archives/1?q=db",
  "/devices",
  "/devices/new",
  "/devices/new?many=1",
  "/configs",
  "/configs/search?text=hostname",
  "/configs/compare",
  "/storage",
  "/credentials",
  "/activity?q=ada",
  "/settings",
];

// What a browser complains of fails every test (`page` of test.ts); here it is loaded with each page.
test("no page is at odds with what the server made of it", async ({ dashboard: page }) => {
  test.setTimeout(300_000);
  await open(page, "/runs/1");
  await expect(page.getByText("Verified", { exact: true }).first()).toBeVisible();
  for (const path of pages) await open(page, path);
  await open(page, "/archives/1");
  const folders = page.getByRole("table").locator("a[href*='in=']");
  await expect(folders.first()).toBeVisible();
  const inside = await folders.evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")),
  );
  for (const path of inside) {
    await open(page, path ?? "");
    await expect(page.getByRole("navigation", { name: "Folder" })).toBeVisible();
  }
});
