const sampleBytes = 16 * 1024;

/** Entropy of a byte from which on deflate finds nothing: JPEG and MP4 have 7.95 and more. */
const incompressibleBits = 7.9;

/**
 * Whether deflate is worth a try: by the spread of byte values at the end of a block, beyond what
 * headers and thumbnails hold. Compressed and encrypted content uses all of them alike.
 */
export function isCompressible(block: Buffer): boolean {
  const sample = block.subarray(-sampleBytes);
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= count * Math.log2(count / sample.length);
  return bits < sample.length * incompressibleBits;
}
