import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const quickPasswords = fileURLToPath(new URL("./test/password-cost.ts", import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^\.\/password-cost\.ts$/, replacement: quickPasswords }] },
  test: {
    include: ["{lib,worker,cli,bin,tools,app,components,test,e2e}/**/*.test.ts"],
    exclude: ["**/*.faults.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    retry: 0,
    pool: "forks",
    maxWorkers: 3, // they mostly wait, for devices, children and disks
    isolate: false, // nothing is mocked: loading it all anew for each file would take minutes
    setupFiles: ["test/umask.ts"],
    execArgv: ["--import", new URL("./bin/swift.mjs", import.meta.url).href],
  },
});
