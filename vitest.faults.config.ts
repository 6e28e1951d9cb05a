import { defineConfig } from "vitest/config";

/** The long fault suites: minutes, not seconds. */
export default defineConfig({
  test: {
    include: ["{lib,worker,test}/**/*.faults.test.ts"],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    retry: 0,
    pool: "forks",
    execArgv: ["--import", new URL("./bin/swift.mjs", import.meta.url).href],
  },
});
