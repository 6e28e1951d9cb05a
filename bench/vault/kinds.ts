import { randomFrom } from "../../test/seed.ts";

const kib = 1024;

/** Content before and after a day of use. */
export interface Pair {
  before: Buffer;
  after: Buffer;
}

/** A dump as text, with 20 rows put in here and there. */
export function dump(): Pair {
  const random = randomFrom(1);
  const rows = Array.from({ length: 300_000 }, (_, id) => row(random, id));
  const before = Buffer.from(rows.join(""));
  for (let n = 0; n < 20; n++) {
    rows.splice(Math.floor(random() * rows.length), 0, row(random, 900_000 + n));
  }
  return { before, after: Buffer.from(rows.join("")) };
}

/** A log and the one before it; then the log was rotated and a new one began. */
export function log(): Pair {
  const random = randomFrom(2);
  const lines = (count: number) =>
    Array.from({ length: count }, (_, id) => row(random, id)).join("");
  const [old, grown, fresh] = [lines(150_000), lines(20_000), lines(5_000)];
  return { before: Buffer.from(old), after: Buffer.from(fresh + old + grown) };
}

/** A database file in which 40 pages of 4 KiB here and there were written anew. */
export function pages(): Pair {
  const random = randomFrom(3);
  const rows = Array.from({ length: 300_000 }, (_, id) => row(random, id)).join("");
  const before = Buffer.from(rows).subarray(0, 24_000 * 4 * kib);
  const after = Buffer.from(before);
  for (let n = 0; n < 40; n++) {
    const page = Math.floor((random() * after.length) / (4 * kib));
    after.write(row(random, n).repeat(20), page * 4 * kib + 100, 3_000);
  }
  return { before, after };
}

function row(random: () => number, id: number): string {
  const hex = () => Math.floor(random() * 0xffff_ffff).toString(16);
  const word = () => words[Math.floor(random() * words.length)];
  return `${id}\t2026-03-${1 + (id % 28)}\t${hex()}${hex()}\t${word()} ${word()} ${word()} ${hex()} ${word()}\n`;
}

const words = "switch router failed success connected changed session timeout config saved".split(
  " ",
);
