import type { Offer } from "./algorithms.ts";

/** Message number of the lists of algorithms. */
const kexInit = 20;
const cookieBytes = 16;
/** As much of the beginning is looked at; lists of algorithms take two thousand bytes at most. */
const headBytesMax = 16_384;

/**
 * Reads along what a device sends before anything is encrypted: its identification and the lists of
 * algorithms it offers. The SSH client tells neither when it gives up.
 */
export class Greeting {
  #head = Buffer.alloc(0);

  read(chunk: Buffer): void {
    if (this.#head.length < headBytesMax) this.#head = Buffer.concat([this.#head, chunk]);
  }

  /** The software part of `SSH-2.0-software`; `null`: none came. */
  get ident(): string | null {
    return /^SSH-[\d.]+-([^\r\n]*)/m.exec(this.#text)?.[1] ?? null;
  }

  /** What came instead of an identification, for a person; `""`: nothing. */
  get firstLine(): string {
    const line = this.#text.split(/\r?\n/).find((each) => each.trim() !== "") ?? "";
    return line.replace(/[^\x20-\x7e]/g, "·").slice(0, 80);
  }

  /** The lists of algorithms; `null`: they did not come, or not whole. */
  get offer(): Offer | null {
    const line = /^SSH-[^\n]*\n/m.exec(this.#text);
    if (!line) return null;
    const packet = this.#head.subarray(line.index + line[0].length);
    // length (4), padding length (1), message number (1), cookie, then lists with their lengths
    if (packet.length < 6 || packet[5] !== kexInit) return null;
    let at = 6 + cookieBytes;
    const next = (): string[] | null => {
      if (packet.length < at + 4) return null;
      const length = packet.readUInt32BE(at);
      const text = packet.subarray(at + 4, at + 4 + length);
      at += 4 + length;
      return text.length === length ? text.toString("latin1").split(",").filter(Boolean) : null;
    };
    const [kex, serverHostKey, cipher, , hmac] = [next(), next(), next(), next(), next()];
    return kex && serverHostKey && cipher && hmac ? { kex, serverHostKey, cipher, hmac } : null;
  }

  get #text(): string {
    return this.#head.toString("latin1");
  }
}
