import { existsSync, readFileSync } from "node:fs";

/**
 * How one kind of tests went.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Sum
 */

/**
 * Each rule of `npm run check` is one test; what it found is printed.
 *
 * @param {{ code: number, output: string }} check its exit code, and its verdicts as JSON
 * @returns {Sum}
 */
export function ruleTests({ code, output }) {
  const verdicts = code > 1 || output === "" ? [] : JSON.parse(output);
  if (verdicts.length === 0) return { passed: 0, failed: 1, skipped: 0 }; // it did not work at all
  for (const { rule, findings } of verdicts) {
    process.stdout.write(` ${findings.length === 0 ? "✓" : "✗"} ${rule}\n`);
    for (const { path, line, message } of findings) {
      process.stdout.write(`   ${path}:${line} ${message}\n`);
    }
  }
  const failed = verdicts.filter(({ findings }) => findings.length > 0).length;
  return { passed: verdicts.length - failed, failed, skipped: 0 };
}

/**
 * Reads vitest's report. A file that could not be loaded has no tests in it and counts as one that
 * failed; so does an error outside of any test, which shows in the exit code alone.
 *
 * @param {string} file
 * @param {number} code
 * @returns {Sum}
 */
export function unitTests(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const sum = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return withExit(sum, code);
}

/**
 * Reads Playwright's report. A test that passed only when it was repeated has failed.
 *
 * @param {string} file
 * @param {number} code
 * @returns {Sum}
 */
export function browserTests(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = JSON.parse(readFileSync(file, "utf8"));
  const failed = stats.unexpected + stats.flaky + (errors?.length ?? 0);
  return withExit({ passed: stats.expected, failed, skipped: stats.skipped }, code);
}

/** A run that ended badly has failed somewhere, whatever its report says. */
function withExit(sum, code) {
  return code !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
}

/**
 * @param {Sum[]} sums
 * @returns {Sum}
 */
export function addUp(sums) {
  const add = (field) => sums.reduce((total, sum) => total + sum[field], 0);
  return { passed: add("passed"), failed: add("failed"), skipped: add("skipped") };
}
