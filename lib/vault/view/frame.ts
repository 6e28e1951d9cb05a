import { type BlockRef, blockMethods } from "../blocks/block.ts";

/** Deflate has a form for bytes as they are, in pieces of this length. */
const pieceBytesMax = 0xffff;
const pieceHeaderBytes = 5;

/** Bytes that a block takes within a deflated entry. */
export function framedBytes({ size, packed, method }: BlockRef): number {
  if (method === blockMethods.deflated) return packed;
  return size + pieceHeaderBytes * Math.ceil(size / pieceBytesMax);
}

/** A stored block as a part of a deflated entry. */
export function framed(stored: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < stored.length; at += pieceBytesMax) {
    const piece = stored.subarray(at, at + pieceBytesMax);
    const header = Buffer.alloc(pieceHeaderBytes); // 0: not the last, as it is
    header.writeUInt16LE(piece.length, 1);
    header.writeUInt16LE(piece.length ^ 0xffff, 3);
    pieces.push(header, piece);
  }
  return pieces;
}
