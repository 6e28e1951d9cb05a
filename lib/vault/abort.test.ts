import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fail } from "#lib/failures";
import {
  addAll,
  archiveOrder,
  contentOf,
  fileEntry,
  filesIn,
  inChunks,
  linkEntry,
  newVault,
  pass,
  source,
  tail,
  verified,
} from "../../test/vault.ts";
import { beginArchive } from "./index.ts";

const noise = randomBytes(5_000_000);

describe("ending early (fault 32)", () => {
  it("removes the temporary file, at any point and twice", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await addAll(writer, [fileEntry("media/photos/a", noise), linkEntry("media/photos/l", "a")]);
    expect(await filesIn(place, "tmp")).toHaveLength(1);
    await writer.abort();
    await writer.abort();
    expect(await filesIn(place, "tmp")).toEqual([]);
    await expect(writer.add(fileEntry("media/photos/b", "b"), source)).rejects.toThrow("given up");
  });

  it("does nothing to an archive that was kept", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await addAll(writer, [fileEntry("media/photos/a", "a")]);
    const kept = await writer.keep(tail, pass);
    await writer.abort();
    await verified(place, kept);
  });

  it("lets go of a read that never ends when the run is cancelled", async () => {
    const place = await newVault();
    const reason = fail("cancelled", { by: "ada" });
    for (const when of ["opening", "reading", "judging", "reading on"] as const) {
      const cancel = new AbortController();
      const writer = await beginArchive(place, archiveOrder({ signal: cancel.signal }));
      const forever = new Promise<never>(() => {});
      const stuck = async function* () {
        if (when === "reading on") yield* inChunks(noise);
        if (when !== "judging") await forever;
      };
      const entry = fileEntry("media/photos/stuck", "", {
        open: () =>
          when === "opening"
            ? forever
            : Promise.resolve(contentOf(stuck(), 10_000_000, { verdict: () => forever })),
      });
      const adding = writer.add(entry, source);
      setImmediate(() => cancel.abort(reason));
      await expect(adding, when).rejects.toBe(reason);
      await writer.abort();
    }
    expect(await filesIn(place, "tmp")).toEqual([]);
  });

  it("lets go of a guard that never answers, and keeps nothing", async () => {
    const place = await newVault();
    const cancel = new AbortController();
    const reason = fail("cancelled", { by: "ada" });
    const writer = await beginArchive(place, archiveOrder({ signal: cancel.signal }));
    await addAll(writer, [fileEntry("media/photos/a", "a")]);
    const keeping = writer.keep(tail, () => {
      cancel.abort(reason);
      return new Promise(() => {});
    });
    await expect(keeping).rejects.toBe(reason);
    await writer.abort();
    expect(await filesIn(place, "archives")).toEqual([]);
    expect(await filesIn(place, "tmp")).toEqual([]);
  });

  it("begins nothing for a run that is cancelled already", async () => {
    const place = await newVault();
    const reason = fail("cancelled", { by: "ada" });
    const order = archiveOrder({ signal: AbortSignal.abort(reason) });
    await expect(beginArchive(place, order)).rejects.toBe(reason);
    expect(await filesIn(place, "tmp")).toEqual([]);
  });
});
