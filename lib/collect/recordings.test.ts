import { describe, expect, it } from "vitest";
import { expectedOf, modes, outcomeOf } from "../../test/recording-modes.ts";
import { type Recording, recordedAnswer, recordings, replay } from "../../test/recordings.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";
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

/** The long suite plays every recording in every mode of the player; here it is a share of them. */
const share = 8;

describe.skipIf(recordings.length === 0)("the player's modes", () => {
  it(`give the same text or the cause of a failure, for ${share} of all`, async () => {
    const random = randomFrom(testSeed());
    const any = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
    const some = Array.from({ length: share }, () => ({
      recording: any(recordings),
      mode: any(modes),
    }));
    await Promise.all(
      some.map(async ({ recording, mode }) => {
        const title = `${recording.file}, ${mode.name}`;
        expect(expectedOf(recording, mode), title).toContain(await outcomeOf(recording, mode));
      }),
    );
  });
});

// A machine without recordings says so instead of passing in silence.
it.skipIf(recordings.length > 0)("has no recordings to replay here", () => {
  expect(recordings).toEqual([]);
});
