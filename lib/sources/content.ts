import type { Content } from "#lib/entries";
import type { Failure } from "#lib/failures";

/** What a content is made of. */
export interface Contents {
  size: number;
  /** Read at most once. */
  chunks: () => AsyncIterable<Buffer>;
  /** Asked once all chunks were read. */
  verdict: () => Promise<Failure | null>;
  /** Called once nothing is read any more, and perhaps again. */
  free: () => void;
}

/** @param moved called with the bytes that were handed on since the last call */
export function contentOf(given: Contents, moved: (bytes: number) => void): Content {
  let verdict: Failure | null = null;
  const read = async function* () {
    try {
      for await (const chunk of given.chunks()) {
        moved(chunk.length);
        yield chunk;
      }
      verdict = await given.verdict();
    } finally {
      given.free();
    }
  };
  return {
    size: given.size,
    chunks: read(),
    verdict: async () => verdict,
    close: async () => given.free(),
  };
}

/** What is there already. */
export function contentInMemory(bytes: Buffer, moved: (bytes: number) => void): Content {
  const chunks = async function* () {
    if (bytes.length > 0) yield bytes;
  };
  const verdict = async () => null;
  return contentOf({ size: bytes.length, chunks, verdict, free: () => {} }, moved);
}
