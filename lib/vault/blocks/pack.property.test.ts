import { writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/installation.ts";
import { testSeed } from "../../../test/seed.ts";
import { blockIdOf, type PackedBlock, packBlock, unpackBlock } from "./block.ts";
import { packBuffers, packBytesOf } from "./pack-format.ts";
import { readPackTable } from "./pack-index.ts";

const runs = { seed: testSeed(), numRuns: 40, interruptAfterTimeLimit: 20_000 };

const content = fc.oneof(
  fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ maxLength: 200 }).map((text) => Buffer.from(text.repeat(200))),
);

it("any blocks come out of a pack as they went in, and one cut short anywhere is none", async () => {
  const file = path.join(await temporaryFolder(), "pack");
  await fc.assert(
    fc.asyncProperty(fc.array(content, { maxLength: 8 }), fc.nat(), async (contents, short) => {
      const packing = contents.map(async (each): Promise<PackedBlock> => {
        return { id: blockIdOf(each), size: each.length, ...(await packBlock(each)) };
      });
      const blocks = await Promise.all(packing);
      const pack = Buffer.concat(packBuffers(blocks));
      await writeFile(file, pack);
      let number = 0;
      const bytes = await readPackTable(file, (record) => {
        const block = blocks[number];
        const packed = pack.subarray(record.offset, record.offset + record.packed);
        const id = record.id.toString("base64url");
        expect(id).toBe(block?.id);
        expect(unpackBlock({ ...record, id }, packed)).toEqual(contents[number]);
        number += 1;
      });
      expect(number).toBe(contents.length);
      expect(bytes).toBe(pack.length);
      const sum = blocks.reduce((total, { packed }) => total + packed, 0);
      expect(packBytesOf(blocks.length, sum)).toBe(pack.length);
      await writeFile(file, pack.subarray(0, short % pack.length));
      await expect(readPackTable(file, () => {})).rejects.toMatchObject({ name: "Damage" });
    }),
    runs,
  );
}, 60_000);
