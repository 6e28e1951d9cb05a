/**
 * Run as a process of its own: `node test/write-archives.ts VAULT SEED`. Writes archives into VAULT
 * under three owners at once, without end, until it is killed. Prints a line for every entry that
 * was added and `kept {"file":…}` for every archive, after the vault gave it its name.
 */

import { writeSync } from "node:fs";
import { beginArchive } from "#lib/vault";
import { archiveOrder, fileEntry, pass, source, tail } from "./entries.ts";
import { randomFrom } from "./seed.ts";

const [folder = "", seed = ""] = process.argv.slice(2);

await Promise.all(["worker-1", "worker-2", "worker-3"].map((owner, index) => write(owner, index)));

async function write(owner: string, index: number): Promise<never> {
  const random = randomFrom(Number(seed) + index);
  for (let term = 1; ; term++) {
    const writer = await beginArchive({ folder }, archiveOrder({ owner, term }));
    for (let n = 0; n < 6; n++) {
      const bytes = Buffer.alloc(Math.floor(random() ** 4 * 3_000_000), `${owner} ${n} `);
      for (let at = 0; at < bytes.length; at += 97) bytes[at] = random() * 256;
      await writer.add(fileEntry(`media/photos/${n}`, bytes), source);
      say(`added by ${owner}`);
    }
    const { file, sha256, manifestSha256 } = await writer.keep(tail, pass);
    say(`kept ${JSON.stringify({ file, sha256, manifestSha256 })}`);
  }
}

/** At once, whatever the loop does: what was said was done. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
