import { describe, expect, it } from "vitest";
import { recordings, replay } from "../../test/recordings.ts";

/** Recordings of other sessions than that of a configuration hold no answer that names the system. */
const told = recordings.filter(({ file }) => !file.includes("_environment#"));

describe.skipIf(told.length === 0)("recorded devices of no given platform", () => {
  it("are recognised, and give the text they give when it is known", async () => {
    const all = await Promise.all(
      told.map(async (recording) => ({
        recording,
        attempt: await replay(recording, { unknown: true }),
      })),
    );
    for (const { recording, attempt } of all) {
      expect(attempt.recognised?.platform?.id, recording.file).toBe(recording.platform);
      expect(attempt.outcome.kind, recording.file).not.toBe("failed");
    }
  });
});

// A machine without recordings says so instead of passing in silence.
it.skipIf(told.length > 0)("has no recordings to replay here", () => {
  expect(told).toEqual([]);
});
