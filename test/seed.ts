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
