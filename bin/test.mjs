// `npm test`: installs what the tests need, runs every kind of them, and closes with their sum.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environment, install, node, root, unsupported } from "./ready.mjs";
import { build } from "./start/build.mjs";
import { compile } from "./start/compile.mjs";
import { addUp, browserTests, ruleTests, unitTests } from "./test/count.mjs";
import { run } from "./test/run.mjs";
import { installTools } from "./test/tools.mjs";

const problem = unsupported();
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
install();
compile();
const chromium = await installTools();
build();

const scratch = mkdtempSync(path.join(tmpdir(), "holdfast-tests-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const forTests = testEnvironment();
const modules = path.join(root, "node_modules");

say("The rules of the house");
const rules = await run([node(), "tools/check.ts", "--json"], {
  environment: forTests,
  keep: true,
});

say("Unit and integration tests");
const unitReport = path.join(scratch, "unit.json");
const unit = await run(
  [
    node(),
    path.join(modules, "vitest", "vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${unitReport}`,
  ],
  { environment: forTests },
);

say("Browser tests");
const browserReport = path.join(scratch, "browser.json");
const browser = existsSync(path.join(root, "playwright.config.ts"))
  ? await run(
      [
        node(),
        path.join(modules, "@playwright", "test", "cli.js"),
        "test",
        `--reporter=${process.stdout.isTTY ? "line" : "list"},json`,
      ],
      {
        environment: {
          ...forTests,
          PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport,
          ...(chromium ? { HOLDFAST_TEST_CHROMIUM: chromium } : {}),
        },
      },
    )
  : null;

const sums = [
  ["rules", ruleTests(rules)],
  ["unit and integration", unitTests(unitReport, unit.code)],
  ...(browser ? [["browser", browserTests(browserReport, browser.code)]] : []),
];
process.stdout.write("\n");
for (const [name, sum] of sums) {
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
  process.stdout.write(`${name}: ${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
}
const { passed, failed } = addUp(sums.map(([, sum]) => sum));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function say(title) {
  process.stdout.write(`\n${title}\n`);
}

/** Tests never meet the installation of the person who runs them. */
function testEnvironment() {
  const own = Object.entries(environment()).filter(
    ([name]) => !name.startsWith("HOLDFAST_") && name !== "HOST" && name !== "PORT",
  );
  return Object.fromEntries(own);
}
