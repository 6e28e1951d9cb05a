import type { Page } from "@playwright/test";
import { hostKeyNamed, type OpenDevice, openDevice } from "../test/device-server.ts";
import { inEveryDress } from "./axe.ts";
import { hand, noSidewaysScroll } from "./hand.ts";
import { admin, expect, open, standingTest, test } from "./test.ts";

const clicksMax = 8;
const fieldsMax = 6;

for (const width of [1280, 390]) {
  test(`from an empty installation to a device's configuration on screen, at ${width} px`, async ({
    dashboard: page,
  }) => {
    const device = await openDevice("cisco-ios");
    await page.setViewportSize({ width, height: 844 });
    const { click, fill, counted } = hand();
    await click(page.getByRole("link", { name: "Add a device" }).first());
    await fill(page.getByLabel("Address"), `127.0.0.1:${device.port}`);
    await fill(page.getByLabel("User", { exact: true }), "ada");
    await fill(page.getByLabel("Password", { exact: true }), "right");
    await click(page.getByRole("button", { name: "Add device" }));
    await expect(page.getByText(/The connection works, as Cisco IOS/).first()).toBeVisible();
    await click(page.getByRole("button", { name: "Back up now" }).first());
    await expect(page.getByText("remote-as 64513").first()).toBeVisible();
    expect(counted.clicks, "clicks").toBeLessThanOrEqual(clicksMax);
    expect(counted.fields, "fields").toBeLessThanOrEqual(fieldsMax);
    await noSidewaysScroll(page);
    device.stop();
  });
}

/** Adds a device whose password is `right`, and ends on its page. */
async function add(page: Page, name: string, device: OpenDevice): Promise<void> {
  await open(page, "/devices/new");
  await page.getByLabel("Address").fill(`127.0.0.1:${device.port}`);
  const user = page.getByLabel("User", { exact: true });
  if (await user.isVisible()) {
    await user.fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("right");
  }
  await page.getByText(/^Name, port/).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Add device" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

async function backUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Back up now" }).first().click();
}

/** Runs the plan of the installation, with all of its devices, and ends on the run's page. */
async function runAll(page: Page): Promise<void> {
  await open(page, "/plans");
  await page.getByRole("link", { name: "Holdfast itself" }).first().click();
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page).toHaveURL(/\/runs\/\d+/);
}

async function openLeaf(page: Page): Promise<URL> {
  await open(page, "/devices");
  await page.getByRole("link", { name: "leaf-1" }).first().click();
  await expect(page.getByRole("heading", { name: "leaf-1", level: 1 })).toBeVisible();
  return new URL(page.url());
}

const old = {
  kex: ["diffie-hellman-group14-sha1"],
  serverHostKey: ["ssh-rsa"],
  cipher: ["aes128-cbc"],
  hmac: ["hmac-sha1"],
} as const;

standingTest(
  "a device that fails is mended by the button on its cause",
  async ({ dashboard: page }) => {
    const device = await openDevice("cisco-nxos", {
      hostKey: hostKeyNamed("old", "rsa"),
      algorithms: old as never,
    });
    await add(page, "spine-1", device);
    await runAll(page);
    const allow = page.getByRole("button", { name: /^Allow 4 old algorithms/ });
    await expect(allow).toBeVisible();
    await allow.click();
    await expect(page.getByText("1 of 1 device kept")).toBeVisible();
    device.stop();
  },
);

standingTest(
  "a device that shows another key is sent nothing until a person decides",
  async ({ dashboard: page }) => {
    const device = await openDevice("vyos", { hostKey: hostKeyNamed("first") });
    await add(page, "edge-1", device);
    await backUp(page);
    await expect(page.getByText("set system time-zone").first()).toBeVisible();
    device.stop();
    const changed = await openDevice("vyos", {
      hostKey: hostKeyNamed("second"),
      port: device.port,
    });
    await backUp(page);
    await page.getByRole("button", { name: "Trust this key" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/password/i).fill("wrong password here");
    await dialog.getByRole("button", { name: "Trust this key" }).click();
    await expect(dialog.getByRole("alert").first()).toBeVisible();
    expect(changed.tries).toEqual([]);
    await dialog.getByLabel(/password/i).fill(admin.password);
    await dialog.getByRole("button", { name: "Trust this key" }).click();
    await expect(dialog).toBeHidden();
    await backUp(page);
    await expect(page.getByText("seen 2 times").first()).toBeVisible();
    changed.stop();
  },
);

standingTest(
  "a device whose text is doubted keeps the one before, until it is accepted",
  async ({ dashboard: page }) => {
    let lines = 1_000;
    const device = await openDevice("cisco-nxos", {
      configuration: (text) => text.split("\n").slice(0, lines).join("\n"),
    });
    await add(page, "leaf-1", device);
    await backUp(page);
    await expect(page.getByText(/Active since/).first()).toBeVisible();
    lines = 6;
    await backUp(page);
    await expect(page.getByText("Version 2 is kept, but not believed")).toBeVisible();
    await page.getByRole("button", { name: "Accept as it is" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/why/i).fill("The tenants were moved away");
    await dialog.getByRole("button", { name: "Accept as it is" }).click();
    await expect(page.getByText("Version 2 is kept, but not believed")).toBeHidden();
    await expect(page.getByText(/Version 2, active/).first()).toBeAttached();
    device.stop();
  },
);

standingTest(
  "a device shows what changed between two of its versions, at both widths",
  async ({ dashboard: page }) => {
    await openLeaf(page);
    await page.getByRole("checkbox", { name: /version 2/i }).check();
    await page.getByRole("checkbox", { name: /version 1/i }).check();
    await page
      .getByRole("link", { name: /^Compare/ })
      .first()
      .click();
    const lines = page.getByRole("region", { name: "Lines of both texts" });
    await expect(lines).toBeVisible();
    await expect(lines.getByText("Removed:").first()).toBeAttached();
    await inEveryDress(page, "compare");
    await page.setViewportSize({ width: 390, height: 844 });
    await noSidewaysScroll(page);
    await page.keyboard.press("n");
    await page.setViewportSize({ width: 1280, height: 900 });
  },
);

standingTest(
  "devices that are chosen in the list are backed up together",
  async ({ dashboard: page }) => {
    await open(page, "/devices");
    await page.getByRole("checkbox", { name: /leaf-1/ }).check();
    await backUp(page);
    await expect(page).toHaveURL(/\/runs\/\d+/);
    await expect(page.getByText(/of 1 device alone/)).toBeVisible();
  },
);

standingTest("a device is found by a line of its configuration", async ({ dashboard: page }) => {
  await open(page, "/configs/search");
  await page.getByRole("textbox").first().fill("hostname");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByText("leaf-1").first()).toBeVisible();
  await inEveryDress(page, "search");
});

// Last of those that talk with a device: the credential of all of them changes.
standingTest(
  "a refused password is corrected where the button leads, and tried on the device",
  async ({ dashboard: page }) => {
    const device = await openDevice("frr", { password: "another" });
    await add(page, "core-9", device);
    await page.getByRole("link", { name: "Correct the credential" }).first().click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("heading", { name: "Change ada" })).toBeVisible();
    await dialog.getByLabel("Password", { exact: true }).fill("another");
    await dialog.getByRole("button", { name: "Save credential" }).click();
    await dialog.getByRole("link", { name: "Test it on core-9" }).click();
    await expect(page.getByText(/The connection works/).first()).toBeVisible();
    expect(device.tries).toEqual(["password right", "password another"]);
    device.stop();
  },
);

standingTest(
  "a device leaves no page on which axe finds something",
  async ({ dashboard: page }) => {
    standingTest.setTimeout(240_000);
    const { pathname } = await openLeaf(page);
    await runAll(page);
    const run = new URL(page.url()).pathname;
    const pages = [
      "/devices",
      "/devices/new",
      "/devices/new?many=1",
      pathname,
      `${pathname}?view=blame`,
      `${pathname}/edit`,
      "/credentials",
      "/configs",
      run,
    ];
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await inEveryDress(page, path);
    }
  },
);
