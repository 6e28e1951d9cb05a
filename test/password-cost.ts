/** Stands in for `lib/access/password-cost.ts` in tests, which hash hundreds of passwords. */
export const cost = { log2N: 11, r: 8, p: 1 };
