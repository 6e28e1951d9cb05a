/** Fields of a ZIP that its common writers leave out or get wrong: exact times, owners, large files. */

/** A size or offset of this value says that the real one stands in the zip64 field. */
export const zip64Marker = 0xffffffff;

export const fieldIds = { zip64: 0x0001, times: 0x5455, owner: 0x7875 } as const;

const lowestDosTime = 0x00210000; // 1 January 1980, 00:00:00
const highestDosTime = 0xff9fbf7d; // 31 December 2107, 23:59:58

/**
 * The two-second time that every ZIP has, in UTC. Years outside 1980–2107 become the nearest end,
 * by which Info-ZIP tells a time before 1970 from one after 2038 in the exact field.
 */
export function dosTime(time: Date): number {
  const year = time.getUTCFullYear();
  if (year < 1980) return lowestDosTime;
  if (year > 2107) return highestDosTime;
  const date = ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock =
    (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return date * 0x10000 + clock;
}

/** The extended time stamp: when the content was last modified, to the second, in UTC. */
export function timesField(modified: Date): Buffer {
  const field = Buffer.alloc(9);
  field.writeUInt16LE(fieldIds.times, 0);
  field.writeUInt16LE(5, 2);
  field.writeUInt8(1, 4); // the modification time alone follows
  field.writeUInt32LE(Math.floor(modified.getTime() / 1000) >>> 0, 5);
  return field;
}

/** The Unix owner, which `unzip -X` gives back. */
export function ownerField({ uid, gid }: { uid: number; gid: number }): Buffer {
  const field = Buffer.alloc(15);
  field.writeUInt16LE(fieldIds.owner, 0);
  field.writeUInt16LE(11, 2);
  field.writeUInt8(1, 4); // version
  field.writeUInt8(4, 5);
  field.writeUInt32LE(uid >>> 0, 6);
  field.writeUInt8(4, 10);
  field.writeUInt32LE(gid >>> 0, 11);
  return field;
}

/** The data of one extra field, or `null` where it is missing or cut short. */
export function findField(extra: Buffer, id: number): Buffer | null {
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) return null;
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}
