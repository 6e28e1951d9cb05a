/** What the table holds of a block. */
export interface Slot {
  /** Number of its pack. */
  pack: number;
  offset: number;
  size: number;
  packed: number;
  crc: number;
  method: number;
}

const wordsOfKey = 4;
const wordsOfSlot = wordsOfKey + 5;
const firstCapacity = 1024;
/** Above this share it is made twice as large. */
const fullest = 0.6;

/**
 * A map from block ids to where they lie, in one flat array: a `Map` would take five times as much
 * memory. Keys are the first 16 bytes of a SHA-256, by which no two blocks are ever taken for one.
 */
export class BlockTable {
  #words = new Uint32Array(firstCapacity * wordsOfSlot);
  #count = 0;

  /** Puts a block in; of one that is there already the place is replaced. */
  put(id: Buffer, slot: Slot): void {
    const capacity = this.#words.length / wordsOfSlot;
    if (this.#count + 1 > capacity * fullest) this.#grow(capacity * 2);
    const at = placeOf(this.#words, keyOf(id));
    if (this.#words[at + wordsOfKey] === 0) this.#count += 1;
    write(this.#words, at, { key: keyOf(id), slot });
  }

  find(id: Buffer): Slot | null {
    const at = placeOf(this.#words, keyOf(id));
    const word = (index: number) => this.#words[at + wordsOfKey + index] ?? 0;
    if (word(0) === 0) return null;
    return {
      pack: (word(0) >>> 1) - 1,
      method: word(0) & 1,
      offset: word(1),
      size: word(2),
      packed: word(3),
      crc: word(4),
    };
  }

  #grow(capacity: number): void {
    const old = this.#words;
    this.#words = new Uint32Array(capacity * wordsOfSlot);
    for (let at = 0; at < old.length; at += wordsOfSlot) {
      if (old[at + wordsOfKey] === 0) continue;
      const to = placeOf(this.#words, old.subarray(at, at + wordsOfKey));
      this.#words.set(old.subarray(at, at + wordsOfSlot), to);
    }
  }
}

function keyOf(id: Buffer): ArrayLike<number> {
  return [id.readUInt32LE(0), id.readUInt32LE(4), id.readUInt32LE(8), id.readUInt32LE(12)];
}

/** Where a key stands, or would. The first word of a digest is a hash already. */
function placeOf(words: Uint32Array, key: ArrayLike<number>): number {
  const capacity = words.length / wordsOfSlot;
  for (let slot = (key[0] ?? 0) % capacity; ; slot = (slot + 1) % capacity) {
    const at = slot * wordsOfSlot;
    if (words[at + wordsOfKey] === 0) return at;
    let same = true;
    for (let word = 0; word < wordsOfKey; word++) same &&= words[at + word] === key[word];
    if (same) return at;
  }
}

/** The number of the pack and the method share a word, which is never 0 in a slot that is taken. */
function write(
  words: Uint32Array,
  at: number,
  { key, slot }: { key: ArrayLike<number>; slot: Slot },
) {
  for (let word = 0; word < wordsOfKey; word++) words[at + word] = key[word] ?? 0;
  const { pack, method, offset, size, packed, crc } = slot;
  words.set([((pack + 1) << 1) | method, offset, size, packed, crc], at + wordsOfKey);
}
