import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { RunState } from "#lib/runs/schema";
import { Calendar90 } from "./calendar-90.tsx";
import { RetentionLanes } from "./retention-lanes.tsx";
import { RunSpark } from "./run-spark.tsx";

const now = new Date("2026-03-12T12:00:00Z");

/** What a chart says to ears. */
function label(chart: ReactElement): string {
  return /role="img" aria-label="([^"]*)"/.exec(renderToStaticMarkup(chart))?.[1] ?? "";
}

describe("charts say their finding", () => {
  it("the 90 days: how many went well, and the newest failure", () => {
    const days = [
      { day: "2026-03-09", succeeded: 2, warnings: 0, failed: 0 },
      { day: "2026-03-10", succeeded: 2, warnings: 1, failed: 1 },
      { day: "2026-03-11", succeeded: 0, warnings: 1, failed: 0 },
      { day: "2026-03-12", succeeded: 0, warnings: 0, failed: 0 },
    ];
    expect(label(createElement(Calendar90, { days, now }))).toBe(
      "Last 4 days: 1 day on which all runs succeeded, 1 with warnings, 1 with a failed run, " +
        "1 without a run. The newest failure was on 10 Mar.",
    );
  });

  it("the last runs: how many kept an archive, and how the newest ended", () => {
    const run = (number: number, state: RunState, kept: boolean) => {
      return { number, state, kept, durationMs: 1_000 };
    };
    const runs = [run(1, "succeeded", true), run(2, "failed", false), run(3, "warnings", true)];
    expect(label(createElement(RunSpark, { runs }))).toBe(
      "Last 3 runs: 2 kept an archive. The newest: completed with warnings.",
    );
    expect(label(createElement(RunSpark, { runs: [] }))).toBe("No run yet");
  });

  it("retention: how full each rule is, and what goes next", () => {
    const archive = (run: number, ...because: string[]) => {
      return { run, createdAt: now, bytes: 10, because };
    };
    const preview = {
      kept: [archive(4, "last 1", "daily 1"), archive(3, "last 2"), archive(2, "oldest daily")],
      letGo: [{ run: 1, createdAt: now, bytes: 10 }],
      brake: null,
      keptCount: 3,
      letGoCount: 1,
    };
    const retention = { keepLast: 2, keepDaily: 7, keepMonthly: 0 };
    const facts = { preview, retention, now, timeZone: "UTC" };
    expect(label(createElement(RetentionLanes, facts))).toBe(
      "2 of 2 last, 2 of 7 daily. 1 archive would be let go next.",
    );
  });
});
