/**
 * `npm run screenshots`: makes the pictures of the documents, `docs/images/*.png`, in both themes.
 *
 * What they show is real: an installation in a temporary folder whose runs the engine carried out,
 * served by `npm start` and looked at in a browser.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { makeHistory, person, troubles } from "./pictures/history.ts";
import { openNetwork } from "./pictures/network.ts";
import { openShop } from "./pictures/shop.ts";

const root = path.join(import.meta.dirname, "..");
const images = path.join(root, "docs", "images");
const seed = 20_260_310;
const startMsMax = 600_000; // the first start builds the console
const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const themes = ["light", "dark"] as const;

/** Which pages are shown, and under which name. */
const pages: readonly Picture[] = [
  { name: "dashboard", at: "/" },
  { name: "device", at: "/devices", row: "core-1", link: /^\/devices\/[^?]+$/ },
  { name: "compare", at: "/configs", row: "core-1", link: /^\/configs\/compare\?/ },
  { name: "run", at: "/runs?state=warnings", row: "Network", link: /^\/runs\/\d+$/ },
  { name: "archive", at: "/archives", row: "Web shop", link: /^\/archives\/\d+$/ },
];

interface Picture {
  name: string;
  at: string;
  /** The first such link of the first row with this word leads there; absent: it is this page. */
  row?: string;
  link?: RegExp;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-pictures-"));
  try {
    const shop = await openShop(path.join(folder, "srv"), seed);
    const network = await openNetwork(seed, troubles);
    try {
      process.stderr.write("Carrying out three months of runs …\n");
      await makeHistory(path.join(folder, "data"), shop, network);
    } finally {
      network.stop();
    }
    const server = await serve(path.join(folder, "data"));
    try {
      await takePictures(server.address);
    } finally {
      await server.end();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts Holdfast as a person does, on a free port. */
async function serve(data: string): Promise<{ address: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, [path.join(root, "bin", "start.mjs")], {
    env: { ...process.env, HOLDFAST_DATA: data, HOST: "127.0.0.1", PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async () => {
    child.kill("SIGTERM");
    await gone;
  };
  try {
    return { address: await addressOf(child), end };
  } catch (error) {
    await end();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error("Its output is not read.");
    const late = setTimeout(() => reject(new Error("Holdfast did not start.")), startMsMax);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /answers at (\S+)$/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    });
    child.once("exit", (code) => reject(new Error(`Holdfast ended with ${code}.`)));
  });
}

async function takePictures(address: string): Promise<void> {
  const executablePath = systemBrowsers.find((file) => existsSync(file));
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1280, height: 740 },
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
    });
    await signIn(context);
    await mkdir(images, { recursive: true });
    for (const theme of themes) {
      for (const picture of pages) await takePicture(context, picture, theme);
    }
  } finally {
    await browser.close();
  }
}

async function signIn(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(person.name);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.close();
}

async function takePicture(
  context: BrowserContext,
  { name, at, row, link }: Picture,
  theme: (typeof themes)[number],
): Promise<void> {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: theme });
  await page.goto(at);
  if (row && link) await page.goto(await linkOfRow(page, row, link));
  await page.getByText("Live", { exact: true }).first().waitFor();
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(images, `${name}-${theme}.png`) });
  await page.close();
}

async function linkOfRow(page: Page, word: string, wanted: RegExp): Promise<string> {
  const row = page.locator("main [data-row]").filter({ hasText: word }).first();
  await row.waitFor();
  const links = row.getByRole("link");
  const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const found = targets.find((target) => target !== null && wanted.test(target));
  if (!found) throw new Error(`${page.url()} has no link of ${word} like ${wanted}.`);
  return found;
}

await main();
