import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const quickPasswords = fileURLToPath(new URL("./test/password-cost.ts", import.meta.url));

/** What takes a minute begins first: begun last, it would keep one core busy and the other waiting. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(moduleId.includes("/e2e/cli/"));
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a));
  }
}

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
    sequence: { sequencer: LongestFirst },
    setupFiles: ["test/umask.ts"],
    execArgv: ["--import", new URL("./bin/swift.mjs", import.meta.url).href],
  },
});
