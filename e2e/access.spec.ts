import { admin, expect, setUp, test } from "./test.ts";

test.describe("coming in", () => {
  test("the first administrator is made once, by the printed token", async ({
    page,
    installation,
  }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/setup/);
    await page.getByLabel("Setup token").fill("WRONG-TOKEN");
    await page.getByLabel("User name").fill(admin.name);
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: /administrator/i }).click();
    await expect(page.getByText("is not the one this installation printed")).toBeVisible();
    await setUp(page, installation);
    const again = await page.request.get("/setup");
    expect(again.status()).toBe(404);
  });

  test("a wrong password is told so, the right one leads where one was going", async ({
    dashboard: page,
  }) => {
    await page.getByRole("button", { name: /ada/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto("/settings");
    await page.getByLabel("User name").fill(admin.name);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("do not match")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  });

  test("a user who is disabled is out at the next click", async ({
    dashboard: page,
    browser,
    installation,
  }) => {
    await page.goto("/settings");
    await page.getByRole("button", { name: "Add user" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("User name").fill("bob");
    await dialog.getByLabel("New password").fill("twelve letters or more");
    await dialog.getByRole("button", { name: "Add user" }).click();
    await expect(page.getByRole("row", { name: /bob/ })).toBeVisible();

    const other = await browser.newContext({ baseURL: installation.url });
    const tab = await other.newPage();
    await tab.goto("/sign-in");
    await tab.getByLabel("User name").fill("bob");
    await tab.getByLabel("Password", { exact: true }).fill("twelve letters or more");
    await tab.getByRole("button", { name: "Sign in" }).click();
    await expect(tab.getByRole("heading", { level: 1 })).toContainText("protected");

    await page.getByRole("button", { name: "Disable bob" }).click();
    await expect(page.getByRole("button", { name: "Enable bob" })).toBeVisible();
    await tab.goto("/settings");
    await expect(tab).toHaveURL(/\/sign-in/);
    await other.close();
  });
});
