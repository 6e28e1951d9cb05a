import { describe, expect, it } from "vitest";
import { type Recording, recordedAnswer, recordings, replay } from "../../test/recordings.ts";
import { Screen } from "./screen.ts";
import { usualLimits } from "./target.ts";

/** A recorded answer as lines, without blank ones. */
function linesOf(recording: Recording): string[] {
  const screen = new Screen("recording", usualLimits);
  screen.write(recordedAnswer(recording));
  return full([...screen.lines, screen.line]);
}

function full(lines: readonly string[]): string[] {
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

/** Recordings that somebody shortened are not whole, and must not be taken for it. */
const shortened = /output stripped|^\(\.\.\.\)$/;

describe.skipIf(recordings.length === 0).each(recordings)("$file", (recording) => {
  it("is taken whole", async () => {
    const { outcome } = await replay(recording);
    const recorded = linesOf(recording);
    if (recorded.some((line) => shortened.test(line))) {
      expect(outcome.kind).not.toBe("failed");
      return;
    }
    expect(outcome).toMatchObject({ kind: "accepted" });
    if (outcome.kind === "failed") return;
    const lines = full(outcome.capture.text.split("\n"));
    expect(lines).toEqual(recorded.slice(-lines.length));
    expect(recorded.length - lines.length).toBeLessThan(4); // what the command said before the text
  });
});

// A machine without recordings says so instead of passing in silence.
it.skipIf(recordings.length > 0)("has no recordings to replay here", () => {
  expect(recordings).toEqual([]);
});
