const firstCapacity = 1024;
/** Above this share it is made twice as large. */
const fullest = 0.6;

/**
 * A map from positive numbers, such as `numberOf` gives, to small ones, in two flat arrays: a `Map` takes
 * several times the memory for each of a million entries.
 */
export class NumberTable {
  /** 0: nothing stands there. */
  #keys = new Float64Array(firstCapacity);
  #values = new Int32Array(firstCapacity);
  #count = 0;

  /** @param value a whole number of 32 bits */
  set(key: number, value: number): void {
    if (this.#count + 1 > this.#keys.length * fullest) this.#grow();
    const at = slotOf(this.#keys, key);
    if (this.#keys[at] === 0) this.#count += 1;
    this.#keys[at] = key;
    this.#values[at] = value;
  }

  get(key: number): number | undefined {
    const at = slotOf(this.#keys, key);
    return this.#keys[at] === 0 ? undefined : this.#values[at];
  }

  has(key: number): boolean {
    return this.#keys[slotOf(this.#keys, key)] !== 0;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2);
    this.#values = new Int32Array(keys.length * 2);
    for (const [index, key] of keys.entries()) {
      if (key === 0) continue;
      const at = slotOf(this.#keys, key);
      this.#keys[at] = key;
      this.#values[at] = values[index] ?? 0;
    }
  }
}

/** Where a key stands, or would: its last bits are those of a hash. */
function slotOf(keys: Float64Array, key: number): number {
  const last = keys.length - 1; // all ones: the length is a power of two
  let at = (key >>> 0) & last;
  while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & last;
  return at;
}
