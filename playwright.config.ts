import { defineConfig } from "@playwright/test";

/** What a person does, in a real browser, against a real installation on this machine. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1, // two cores: browser, web and worker are three processes already
  retries: 0,
  forbidOnly: true,
  reporter: "list",
  use: {
    viewport: { width: 1280, height: 900 },
    trace: "off",
    launchOptions: {
      ...(process.env.HOLDFAST_TEST_CHROMIUM
        ? { executablePath: process.env.HOLDFAST_TEST_CHROMIUM }
        : {}),
      args: [
        "--no-sandbox", // tests may run as root
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
