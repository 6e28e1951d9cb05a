/**
 * The seed of a test file's randomness, printed so that a failure can be met again:
 * `HOLDFAST_TEST_SEED=123 npx vitest run …`.
 */
export function testSeed(): number {
  const given = Number(process.env.HOLDFAST_TEST_SEED);
  const seed = Number.isSafeInteger(given) && given > 0 ? given : Date.now() % 2_147_483_647;
  console.info(`HOLDFAST_TEST_SEED=${seed}`);
  return seed;
}

/** Numbers from 0 to 1, always the same for one seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
