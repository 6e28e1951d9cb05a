/** Cost of a new hash: 2^16 blocks of 8 × 128 bytes, 64 MiB and about a quarter of a second. */
export const cost = { log2N: 16, r: 8, p: 1 };
