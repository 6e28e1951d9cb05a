import { describe, expect, it } from "vitest";
import { recordedAnswer, recordings, replay } from "../../test/recordings.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

const random = randomFrom(testSeed());
const cuts = 100;
/** So many attempts go on beside each other. */
const atOnce = 20;

describe.skipIf(recordings.length === 0).each(recordings)("$file", (recording) => {
  it(`is never accepted when the connection breaks off, at ${cuts} points`, async () => {
    const total = recordedAnswer(recording).length;
    const points = Array.from({ length: cuts }, () => 1 + Math.floor(random() * total));
    for (let from = 0; from < points.length; from += atOnce) {
      const some = points.slice(from, from + atOnce);
      const attempts = await Promise.all(some.map((drop) => replay(recording, { drop })));
      for (const [index, { outcome }] of attempts.entries()) {
        expect(outcome.kind, `cut after ${some[index]} bytes`).toBe("failed");
      }
    }
  });

  it("is the same byte by byte and with other line ends", async () => {
    const whole = await replay(recording);
    for (const options of [{ chunk: 1, delay: 0 }, { crlf: true }]) {
      expect((await replay(recording, options)).outcome).toEqual(whole.outcome);
    }
  });

  it("fails with its cause when the device falls silent", async () => {
    const stall = Math.floor(recordedAnswer(recording).length / 2);
    const { outcome } = await replay(recording, { stall }, { silentMs: 1_000 });
    // Where its answers are short it falls silent before its first prompt.
    const cause = outcome.kind === "failed" ? outcome.failure.causeName : outcome.kind;
    expect(["device-silent", "no-prompt"]).toContain(cause);
  });
});

// A machine without recordings says so instead of passing in silence.
it.skipIf(recordings.length > 0)("has no recordings to replay here", () => {
  expect(recordings).toEqual([]);
});
