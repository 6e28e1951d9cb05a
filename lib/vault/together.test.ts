import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  addAll,
  archiveOrder,
  fileEntry,
  keptArchive,
  newVault,
  pass,
  prune,
  source,
  tail,
  verified,
} from "../../test/vault.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { beginArchive, removeArchive } from "./index.ts";
import { readManifest } from "./listing/manifest-file.ts";
import { refOf } from "./listing/stored-entry.ts";

const file = (name: string) => fileEntry(`media/photos/${name}`, randomBytes(300_000));

describe("several at work in one vault", () => {
  it("read back, prune and write beside each other in one process (fault 20)", async () => {
    const place = await newVault();
    const stays = await keptArchive(
      place,
      Array.from({ length: 12 }, (_, n) => file(`${n}`)),
    );
    for (let round = 0; round < 8; round++) {
      const goes = await keptArchive(place, [file("goes")]);
      await removeArchive(place, goes.file);
      const [next] = await Promise.all([
        keptArchive(place, [file("next")]),
        verified(place, stays),
        prune(place),
        verified(place, stays),
      ]);
      await verified(place, next);
      await removeArchive(place, next.file);
    }
    await prune(place);
    await verified(place, stays);
  });

  it("never lets a file pass for the listing whose text it is", async () => {
    const place = await newVault();
    const one = await keptArchive(place, [file("a"), file("b")]);
    const { manifest } = await readManifest(place, one.file);
    const reader = new BlockReader(place, await PackIndex.of(place));
    const parts = await Promise.all(
      manifest.parts.map((part) => reader.content(refOf(part.block))),
    );
    await reader.close();
    const manifests = { ...archiveOrder().manifest, plan: { id: "a-plan", name: "a" } };
    const copies = parts.map((text, n) => fileEntry(`files/copy/${n}`, text));
    await keptArchive(place, copies, { manifest: manifests });
    await prune(place);
    await verified(place, one);
  });
});

describe("a disk that goes away while an archive is written (fault 14)", () => {
  it("ends it, and leaves nothing in the empty folder below", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await addAll(writer, [file("a")]);
    await rename(place.folder, `${place.folder}-away`);
    await mkdir(place.folder);
    const rest = async () => {
      await writer.add(file("b"), source);
      await writer.keep(tail, pass);
    };
    await expect(rest()).rejects.toMatchObject({ causeName: "disk-error" });
    await writer.abort();
    expect(await readdir(place.folder)).toEqual([]);
    await rm(place.folder, { recursive: true });
    await rename(`${place.folder}-away`, place.folder);
    const marker = path.join(place.folder, "vault.json");
    expect(JSON.parse(await readFile(marker, "utf8"))).toMatchObject({ format: 2 });
  });
});
