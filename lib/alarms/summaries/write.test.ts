import { expect, test } from "vitest";
import type { Evidence } from "./evidence.ts";
import { evidenceCsv, evidenceHtml } from "./write.ts";

const hostile = '=HYPERLINK("http://x")<script>alert(1)</script>';
const evidence: Evidence = {
  span: { from: new Date("2026-02-01T00:00:00Z"), until: new Date("2026-03-01T00:00:00Z") },
  at: new Date("2026-03-01T08:00:00Z"),
  counts: { total: 2, protected: 1, stale: 1, unprotected: 0, paused: 0 },
  lines: [
    {
      ...{ kind: "database", name: hostile, plan: "nightly", protection: "protected" },
      lastGoodAt: new Date("2026-03-01T01:30:00Z"),
    },
    { kind: "device", name: "core-1", plan: "", protection: "stale", lastGoodAt: null },
  ],
  runs: { succeeded: 27, failed: 1 },
  archives: { kept: 28, verified: 27, damagedNow: 0, lastVerifiedAt: null },
  alarms: [{ title: hostile, openedAt: new Date("2026-02-03T00:00:00Z"), closedAt: null }],
};

test("evidence as CSV holds a line for each, and no formula", () => {
  expect(evidenceCsv(evidence).split("\r\n")).toEqual([
    "kind,name,plan,protection,last good copy",
    `database,"'=HYPERLINK(""http://x"")<script>alert(1)</script>",nightly,protected,2026-03-01T01:30:00.000Z`,
    "device,core-1,,stale,",
    "",
  ]);
});

test("evidence as HTML says how things stand, and runs nothing", () => {
  const html = evidenceHtml(evidence);
  expect(html).toContain("1 of 2 sources and devices protected; 1 stale");
  expect(html).toContain("28 runs ended: 27 succeeded, 0 with warnings, 1 failed");
  expect(html).toContain("28 archives kept, 27 read back whole; 0 damaged now.");
  expect(html).toContain("still open");
  expect(html).not.toContain("<script");
});
