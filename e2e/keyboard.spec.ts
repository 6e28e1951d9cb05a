import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { exampleSite } from "./site.ts";
import { admin, expect, open, setUp, test } from "./test.ts";

/** As many times Tab is pressed to find something; no page has so much to offer before it. */
const tabsMax = 60;

/** Presses Tab until what has this name has the focus, which is seen all the way. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < tabsMax; press++) {
    await page.keyboard.press("Tab");
    const focus = await focusOf(page);
    passed.push(focus.name);
    if (focus.name === "") continue; // the browser's own bars, between the last and the first
    expect(focus.shown, `the focus on “${focus.name}” is seen`).toBe(true);
    if (typeof name === "string" ? focus.name === name : name.test(focus.name)) return;
  }
  throw new Error(`Tab does not lead to ${name}, but to:\n${passed.join("\n")}`);
}

/** What has the focus by name, and whether eyes can find it. */
function focusOf(page: Page): Promise<{ name: string; shown: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) {
      return { name: "", shown: false };
    }
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    const text = element.getAttribute("aria-label") ?? label ?? element.textContent ?? "";
    const place = element.getBoundingClientRect();
    const inView =
      place.width > 0 && place.bottom > 0 && place.top < innerHeight && place.right > 0;
    // A choice wears its ring around the whole card.
    const ring = [element, element.closest("label") ?? element].some((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });
    return { name: text.replace(/\s+/g, " ").trim(), shown: inView && ring };
  });
}

test("by keyboard alone: sign in, find, make a plan, watch its run, take the archive", async ({
  page,
  installation,
}) => {
  const site = exampleSite();
  const press = (key: string) => page.keyboard.press(key);
  const type = (text: string) => page.keyboard.type(text);
  await setUp(page, installation);
  await page.context().clearCookies();

  await page.goto("/sign-in");
  await expect(page.getByLabel("User name")).toBeFocused();
  await type(admin.name);
  await tabTo(page, "Password");
  await type(admin.password);
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("protected");
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();

  await press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search or jump to" })).toBeFocused();
  await type("new plan");
  await press("Enter");
  await expect(page.getByRole("heading", { name: "New plan", level: 1 })).toBeVisible();
  await tabTo(page, "Name");
  await press("Control+a");
  await type("By keys");
  await tabTo(page, /^Database file/);
  await type(site.database);
  await tabTo(page, "Create plan");
  await tabTo(page, "Create and back up now");
  await press("Enter");

  await expect(page).toHaveURL(/\/runs\/\d+/);
  await expect(page.getByText("Succeeded", { exact: true }).first()).toBeVisible();
  const download = page.waitForEvent("download");
  await tabTo(page, /^Download ZIP/);
  await press("Enter");
  const file = await (await download).path();
  expect(execFileSync("unzip", ["-t", file], { encoding: "utf8" })).toContain("No errors");
  site.remove();
});

test("what opens over a page takes the focus and gives it back", async ({ dashboard: page }) => {
  const press = (key: string) => page.keyboard.press(key);
  await open(page, "/archives/1");
  await tabTo(page, "Skip to content");
  await press("Enter");
  await expect(page.locator("main")).toBeFocused();

  await tabTo(page, "Delete archive");
  const over: [string, string][] = [
    ["Enter", "Delete the archive of run 1?"],
    ["Control+k", "Search or jump to"],
    ["?", "Help and shortcuts"],
  ];
  for (const [key, name] of over) {
    await press(key);
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(":focus")).toHaveCount(1);
    await press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Delete archive" })).toBeFocused();
  }

  await open(page, "/plans");
  await tabTo(page, "More about Holdfast itself");
  await press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await press("Escape");
  await expect(page.getByRole("button", { name: "More about Holdfast itself" })).toBeFocused();

  await press("g");
  await press("r");
  await expect(page).toHaveURL(/\/runs$/);
  await expect(page.getByRole("row", { name: /run 1/ })).toBeVisible();
  await press("j");
  await press("Enter");
  await expect(page).toHaveURL(/\/runs\/1$/);
});
