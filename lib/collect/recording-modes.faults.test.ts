import { describe, expect, it } from "vitest";
import { expectedOf, modes, outcomeOf } from "../../test/recording-modes.ts";
import { recordings } from "../../test/recordings.ts";

describe.skipIf(recordings.length === 0).each(recordings)("$file", (recording) => {
  it.concurrent.each(modes)(
    "is the same, or fails with its cause, when played with: $name (faults 40, 41)",
    async (mode) => {
      expect(expectedOf(recording, mode)).toContain(await outcomeOf(recording, mode));
    },
  );
});

// A machine without recordings says so instead of passing in silence.
it.skipIf(recordings.length > 0)("has no recordings to replay here", () => {
  expect(recordings).toEqual([]);
});
