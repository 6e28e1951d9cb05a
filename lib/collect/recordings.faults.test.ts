import { describe, expect, it } from "vitest";
import { recordings, replay, textWithin } from "../../test/recordings.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

const random = randomFrom(testSeed());
const cuts = 100;
/** So many attempts go on beside each other. */
const atOnce = 20;

describe.skipIf(recordings.length === 0).each(recordings)("$file", (recording) => {
  it(`is never accepted when the connection breaks off, at ${cuts} points (fault 40)`, async () => {
    const { from, to } = await textWithin(recording);
    // Half of them within the text, half anywhere before its end.
    const points = Array.from({ length: cuts }, (_, index) => {
      const first = index % 2 === 0 ? from : 0;
      return first + 1 + Math.floor(random() * (to - first - 1));
    });
    for (let at = 0; at < points.length; at += atOnce) {
      const some = points.slice(at, at + atOnce);
      const attempts = await Promise.all(some.map((drop) => replay(recording, { drop })));
      for (const [index, { outcome }] of attempts.entries()) {
        expect(outcome.kind, `cut after ${some[index]} bytes`).toBe("failed");
      }
    }
  });
});

// A machine without recordings says so instead of passing in silence.
it.skipIf(recordings.length > 0)("has no recordings to replay here", () => {
  expect(recordings).toEqual([]);
});
