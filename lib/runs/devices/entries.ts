import type { Context } from "#lib/context";
import type { Entry } from "#lib/entries";
import { type LastGood, lastGood, readStored } from "#lib/versions";
import type { Collected } from "./collected.ts";

/** A configuration holds secrets: whoever unpacks an archive is the only one to read it. */
const mode = 0o600;

/** What a device gives to the archive: the text it gave now, or its last good one. */
export interface Given {
  path: string;
  /** Of the text. */
  sha256: string;
  bytes: number;
  /** When the text was first seen. */
  modified: Date;
  /** Since when nothing newer could be had; `null`: it is fresh. */
  staleSince: Date | null;
}

/** The text of each device that has one, in the order of the devices. */
export async function givenToArchive(
  ctx: Context,
  collected: readonly Collected[],
): Promise<Given[]> {
  const good = await lastGood(
    ctx,
    collected.map(({ device }) => device.id),
  );
  return collected.flatMap(({ device, failure }) => {
    const text = good.get(device.id);
    return text ? [given(`${device.name}.cfg`, text, failure ? text.seenAt : null)] : [];
  });
}

function given(path: string, text: LastGood, staleSince: Date | null): Given {
  const { sha256, bytes, firstSeenAt: modified } = text;
  return { path, sha256, bytes, modified, staleSince };
}

async function* whole(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

/** The texts as entries of an archive; each is read from the database when its turn comes. */
export async function* textEntries(ctx: Context, texts: readonly Given[]): AsyncGenerator<Entry> {
  for (const { path, sha256, bytes, modified, staleSince } of texts) {
    yield {
      ...{ path, nameBytes: null, kind: "file", size: bytes, mode, uid: 0, gid: 0 },
      ...{ modified, changed: modified, inode: 0, device: 0, link: null },
      stale: staleSince && { since: staleSince },
      async open() {
        const content = Buffer.from(await readStored(ctx, { sha256 }));
        return {
          size: content.length,
          chunks: whole(content),
          verdict: async () => null, // a stored text was checked against its name
          close: async () => {},
        };
      },
    };
  }
}
