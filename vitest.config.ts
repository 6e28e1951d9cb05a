import { defineConfig } from "vitest/config";
import { compiledFolder } from "./bin/ready.mjs";

export default defineConfig({
  test: {
    include: ["{lib,worker,cli,bin,tools,app,components,test,e2e}/**/*.test.ts"],
    exclude: ["**/*.faults.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    retry: 0,
    pool: "forks",
    execArgv: ["--import", new URL("./bin/swift.mjs", import.meta.url).href],
    env: { NODE_COMPILE_CACHE: compiledFolder }, // for the processes that tests start
  },
});
