import { execFileSync } from "node:child_process";
import { hand, noSidewaysScroll } from "./hand.ts";
import { exampleSite } from "./site.ts";
import { admin, expect, test } from "./test.ts";

const clicksMax = 10;
const fieldsMax = 7;

for (const width of [1280, 390]) {
  test(`from setup to one's own first archive, downloaded and opened, at ${width} px`, async ({
    page,
    installation,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    const site = exampleSite();
    const { click, fill, counted } = hand();
    await page.goto(`/setup#token=${installation.token}`);
    await fill(page.getByLabel("User name"), admin.name);
    await fill(page.getByLabel("Password", { exact: true }), admin.password);
    await click(page.getByRole("button", { name: /administrator/i }));
    await click(page.getByRole("link", { name: "Add the first source" }));
    await fill(page.getByLabel(/Database file/), site.database);
    await fill(page.getByLabel(/^Folder/), site.media);
    await click(page.getByRole("button", { name: "Create and back up now" }));

    await expect(page).toHaveURL(/\/runs\/\d+/);
    const download = page.getByRole("link", { name: /Download ZIP/ }).first();
    await expect(download).toBeVisible({ timeout: 60_000 });
    const started = page.waitForEvent("download");
    await click(download);
    const file = await (await started).path();
    const listed = execFileSync("unzip", ["-t", file], { encoding: "utf8" });
    expect(listed).toContain("databases/app.db/app.db");
    expect(listed).toContain("picture-2.jpg");
    expect(listed).toContain("No errors detected");

    expect(counted.clicks, "clicks").toBeLessThanOrEqual(clicksMax);
    expect(counted.fields, "fields").toBeLessThanOrEqual(fieldsMax);
    await noSidewaysScroll(page);
    site.remove();
  });
}
