import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exampleSite } from "./site.ts";
import { expect, open, standingTest as test } from "./test.ts";

test("a channel is tested, allowed, added by the keyboard alone, and shows what it answered", async ({
  dashboard: page,
}) => {
  const service = createServer((request, response) => {
    const taken = request.headers["x-gotify-key"] === "right-token";
    response.writeHead(taken ? 200 : 401, { "content-type": "application/json" });
    response.end(taken ? '{"id":1}' : '{"errorDescription":"token revoked"}');
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  try {
    await open(page, "/alarms/channels/new?kind=webhook");
    await page.getByLabel("Name", { exact: true }).fill("inside");
    await page.getByLabel("Address").fill("http://10.255.255.1:9/hook");
    await page.getByRole("button", { name: "Send a test message" }).click();
    await expect(page.getByText("10.255.255.1 is inside the network")).toBeVisible();
    await expect(page.getByRole("button", { name: "Allow 10.255.255.1" })).toBeVisible();

    await open(page, "/alarms/channels/new");
    await page.getByRole("link", { name: /^Gotify/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Name", { exact: true }).focus();
    await page.keyboard.type("push of the keyboard");
    await page.keyboard.press("Tab");
    await page.keyboard.type(origin);
    await page.getByLabel("Application token").focus();
    await page.keyboard.type("wrong-token");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("push of the keyboard");
    await page.getByRole("button", { name: "Send a test message" }).press("Enter");
    const answer = page.getByRole("region", { name: "Answer of push of the keyboard" });
    await expect(answer).toContainText("HTTP/1.1 401 Unauthorized");
    await expect(page.getByText(/^Refusing since/)).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "401 token revoked" })).toBeVisible();

    await page.getByLabel("Application token").fill("right-token");
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("push of the keyboard was changed.")).toBeVisible();
    await page.getByRole("button", { name: "Send a test message" }).click();
    await expect(page.getByText("Delivered.", { exact: true })).toBeVisible();
    await expect(page.getByText(/^Refusing since/)).toBeHidden();
    await page.getByRole("button", { name: "Delete channel" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete channel" }).click();
    await expect(page).toHaveURL(/\/alarms$/);
  } finally {
    service.close();
  }
});

test("a heartbeat inside the network is refused until it is allowed, at a plan and in the settings", async ({
  dashboard: page,
}) => {
  const site = exampleSite();
  await open(page, "/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Beating");
  await page.getByLabel(/^Database file/).fill(site.database);
  await page.locator("summary", { hasText: "Advanced" }).click();
  const heartbeat = page.getByLabel("Heartbeat", { exact: true });
  const create = page.getByRole("button", { name: "Create plan" });
  await heartbeat.fill("ftp://10.255.255.7");
  await create.click();
  await expect(page.getByText("An address begins with https:// or http://")).toBeVisible();
  await heartbeat.fill("http://10.255.255.7/ping");
  await create.click();
  await expect(page.getByText("10.255.255.7 is inside the network")).toBeVisible();
  await page.getByRole("button", { name: "Allow 10.255.255.7" }).click();
  await expect(page.getByText("10.255.255.7 is inside the network")).toBeHidden();
  await create.click();
  await expect(page.getByRole("heading", { name: "Beating", level: 1 })).toBeVisible();
  await open(page, `${new URL(page.url()).pathname}/edit`);
  await page.locator("summary", { hasText: "Advanced" }).click();
  await expect(heartbeat).toHaveAccessibleDescription(/told to 10\.255\.255\.7\./);
  await page.getByLabel("Tell nobody any more").check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { name: "Beating", level: 1 })).toBeVisible();

  await open(page, "/settings");
  await page.getByLabel("It tells of").selectOption({ label: "The plan Beating" }); // whose runs are far between
  await page.getByLabel("Address").last().fill("http://10.255.255.9/x");
  await page.getByRole("button", { name: "Save heartbeat" }).click();
  await page.getByRole("button", { name: "Allow 10.255.255.9" }).click();
  await expect(page.getByText("Heartbeat saved.")).toBeVisible();
  await page.getByRole("button", { name: "Remove the heartbeat of Beating" }).click();
  await expect(page.getByText("10.255.255.9", { exact: true })).toBeHidden();
  await open(page, "/activity");
  await expect(
    page
      .getByRole("main")
      .getByText(/allowed .*10\.255\.255\.9/)
      .first(),
  ).toBeVisible();
  site.remove();
});
