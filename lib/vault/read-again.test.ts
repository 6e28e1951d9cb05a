import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Entry, ReadAgain } from "#lib/entries";
import { fail } from "#lib/failures";
import {
  addAll,
  archiveOrder,
  contentOf,
  fileEntry,
  inChunks,
  newVault,
  output,
  pass,
  source,
  tail,
  verified,
  zipOf,
} from "../../test/vault.ts";
import { beginArchive } from "./index.ts";

const noise = randomBytes(3_000_000);
const text = Buffer.alloc(3_000_000, "a line of a log\n");

/** A file whose first reading breaks off at its end, and how often it was opened. */
function changing(name: string, first: Buffer, second: Entry["open"]) {
  let openings = 0;
  const chunks = function* () {
    yield* inChunks(first);
    throw new ReadAgain();
  };
  const open = async () => (++openings === 1 ? contentOf(chunks(), first.length) : second());
  const entry = fileEntry(`media/photos/${name}`, first, { open });
  return { entry, openings: () => openings };
}

const whole = (bytes: Buffer) => async () => contentOf(inChunks(bytes), bytes.length);

describe("a file that changed while it was read (fault 15)", () => {
  it("is in the archive once, as the second reading found it, large or small, packed or not", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    const cases = [
      [noise, text],
      [text, noise],
      [text.subarray(0, 2_000_000), noise.subarray(0, 10)],
      [noise.subarray(0, 10), text],
      [text.subarray(0, 1000), Buffer.alloc(0)],
    ] as const;
    for (const [index, [first, second]] of cases.entries()) {
      const { entry, openings } = changing(`${index}`, first, whole(second));
      expect(await writer.add(entry, source)).toMatchObject({ kept: true, bytes: second.length });
      expect(openings()).toBe(2);
      await addAll(writer, [fileEntry(`media/photos/after ${index}`, "untouched")]);
    }
    const kept = await writer.keep(tail, pass);
    expect(await verified(place, kept)).toMatchObject({ entries: 2 * cases.length });
    const zip = await zipOf(place, kept);
    await output("unzip", ["-t", zip]);
    for (const [index, [, second]] of cases.entries()) {
      const found = await output("unzip", ["-p", zip, `media/photos/${index}`]);
      expect(found.equals(second), `${index}`).toBe(true);
      const after = await output("unzip", ["-p", zip, `media/photos/after ${index}`]);
      expect(`${after}`).toBe("untouched");
    }
  });

  it("is left out by name when it is gone by then", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    const gone = fail("entry-vanished", { path: "/srv/photos/gone" });
    const { entry } = changing("gone", text, () => Promise.reject(gone));
    const added = await writer.add(entry, source);
    expect(added).toEqual({ kept: false, bytes: 0, sha256: null, warning: gone });
    const kept = await writer.keep(tail, pass);
    expect(await verified(place, kept)).toEqual({ entries: 0, bytes: 0 });
  });

  it("is never opened a third time: a source that asks for it is broken", async () => {
    const writer = await beginArchive(await newVault(), archiveOrder());
    const { entry, openings } = changing("restless", text, async () => {
      throw new ReadAgain();
    });
    await expect(writer.add(entry, source)).rejects.toBeInstanceOf(ReadAgain);
    expect(openings()).toBe(2);
    await writer.abort();
  });
});
