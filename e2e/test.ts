import { test as base, expect, type Page, type TestFixture } from "@playwright/test";
import { type Installation, startInstallation } from "./installation.ts";

export const admin = { name: "ada", password: "correct horse battery" };

/** What a page needs of the test around it. */
interface Pages {
  /** A page of the first administrator, on the dashboard. */
  dashboard: Page;
}
interface Fresh extends Pages {
  /** A fresh installation, nobody set up yet. */
  installation: Installation;
}
interface Standing {
  /** One installation for all tests that stand on it; what one leaves is there for the next. */
  installation: Installation;
}

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
async function begin({}, use: (installation: Installation) => Promise<void>) {
  const installation = await startInstallation();
  await use(installation);
  await installation.stop();
}

/** Browser errors fail the test that caused them. */
const page: TestFixture<Page, { page: Page }> = async ({ page }, use) => {
  const errors = collectErrors(page);
  await use(page);
  expect(errors, "errors of the browser").toEqual([]);
};

const baseURL: TestFixture<string, { installation: Installation }> = async (
  { installation },
  use,
) => use(installation.url);

const settled = new WeakSet<Installation>();

const dashboard: TestFixture<Page, { page: Page; installation: Installation }> = async (
  { page, installation },
  use,
) => {
  await (settled.has(installation) ? signIn(page) : setUp(page, installation));
  settled.add(installation);
  await use(page);
};

/** Each test has an installation of its own. */
export const test = base.extend<Fresh>({ installation: begin, baseURL, page, dashboard });

/**
 * These tests share one installation, those of other files too, which spares a start for each: each
 * names its plans and devices as no other does.
 */
export const standingTest = base.extend<Pages, Standing>({
  installation: [begin, { scope: "worker" }],
  baseURL,
  page,
  dashboard,
});

export { expect };

/** What a page complained of so far: uncaught errors, and all that is written as one. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const wanted = /ERR_(?:CONNECTION|EMPTY|INCOMPLETE)|status of 401/; // a test cut or ended it
    if (message.type() !== "error" || wanted.test(message.text())) return;
    errors.push(`${message.text()} ${message.location().url}`);
  });
  return errors;
}

/** Makes the first administrator by the printed link, and ends on the dashboard. */
export async function setUp(page: Page, { token }: Installation): Promise<void> {
  await page.goto(`/setup#token=${token}`, { waitUntil: "networkidle" }); // awake
  await page.getByLabel("User name").fill(admin.name);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: /administrator/i }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("protected");
}

/** Signs the administrator in, and ends on the dashboard. */
export async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in", { waitUntil: "networkidle" }); // awake: what is typed counts
  await page.getByLabel("User name").fill(admin.name);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("protected");
}

/** Loads a page of the console and waits until it is awake: what is typed from here on counts. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText("Live", { exact: true }).first()).toBeAttached();
}
