/** What bytes are: a text in some encoding, or none. */
export type Decoded =
  | {
      kind: "text";
      text: string;
      /** `null`: UTF-8, or nothing but ASCII. */
      encoding: string | null;
    }
  | {
      kind: "binary";
      /** `null`: not known. */
      type: string | null;
    };

/** How files of some kinds begin; `at`: where that stands. */
const beginnings: readonly { type: string; bytes: Buffer; at?: number }[] = [
  { type: "PNG image", bytes: Buffer.from("\x89PNG\r\n", "latin1") },
  { type: "JPEG image", bytes: Buffer.from("\xff\xd8\xff", "latin1") },
  { type: "GIF image", bytes: Buffer.from("GIF8") },
  { type: "WebP image", bytes: Buffer.from("WEBP"), at: 8 },
  { type: "PDF document", bytes: Buffer.from("%PDF-") },
  { type: "SQLite database", bytes: Buffer.from("SQLite format 3\0") },
  { type: "ZIP archive", bytes: Buffer.from("PK\x03\x04") },
  { type: "gzip archive", bytes: Buffer.from("\x1f\x8b", "latin1") },
  { type: "bzip2 archive", bytes: Buffer.from("BZh") },
  { type: "xz archive", bytes: Buffer.from("\xfd7zXZ\0", "latin1") },
  { type: "Zstandard archive", bytes: Buffer.from("\x28\xb5\x2f\xfd", "latin1") },
  { type: "7-Zip archive", bytes: Buffer.from("7z\xbc\xaf\x27\x1c", "latin1") },
  { type: "tar archive", bytes: Buffer.from("ustar"), at: 257 },
  { type: "program", bytes: Buffer.from("\x7fELF") },
  { type: "MP4 video", bytes: Buffer.from("ftyp"), at: 4 },
  { type: "Matroska video", bytes: Buffer.from("\x1aE\xdf\xa3", "latin1") },
  { type: "Ogg audio", bytes: Buffer.from("OggS") },
  { type: "MP3 audio", bytes: Buffer.from("ID3") },
];

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8", encoding: "UTF-8 with a byte order mark" },
  { bytes: [0xff, 0xfe], label: "utf-16le", encoding: "UTF-16, little endian" },
  { bytes: [0xfe, 0xff], label: "utf-16be", encoding: "UTF-16, big endian" },
] as const;

/** Of the bytes, more that are no letters of a text than this make it none. */
const controlsShareMax = 0.01;
const highShareMax = 0.3;

/**
 * Reads bytes as a text where they are one.
 *
 * @param isWhole whether they are all of the file; otherwise a character may be cut at their end
 */
export function decode(bytes: Buffer, isWhole: boolean): Decoded {
  for (const { bytes: mark, label, encoding } of marks) {
    if (!mark.every((byte, at) => bytes[at] === byte)) continue;
    const text = new TextDecoder(label).decode(bytes, { stream: !isWhole });
    return { kind: "text", text, encoding };
  }
  const known = beginnings.find(({ bytes: wanted, at = 0 }) =>
    bytes.subarray(at, at + wanted.length).equals(wanted),
  );
  if (known) return { kind: "binary", type: known.type };
  const { controls, high } = sharesOf(bytes);
  if (bytes.includes(0) || controls > controlsShareMax) return { kind: "binary", type: null };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    return { kind: "text", text, encoding: null };
  } catch {
    if (high > highShareMax) return { kind: "binary", type: null };
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { kind: "text", text, encoding: "Windows-1252, as it is no UTF-8" };
  }
}

function sharesOf(bytes: Buffer): { controls: number; high: number } {
  let [controls, high] = [0, 0];
  for (const byte of bytes) {
    if (byte >= 0x80) high += 1;
    else if (byte < 0x20 && !isUsual(byte)) controls += 1;
  }
  const all = Math.max(1, bytes.length);
  return { controls: controls / all, high: high / all };
}

/** Tab, line feed, form feed, carriage return, and what begins a colour of a terminal. */
function isUsual(byte: number): boolean {
  return byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 27;
}
