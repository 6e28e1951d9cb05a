/** A secret in every spelling in which it may stand in a text or a file. */
export function spellingsOf(secret: string | Buffer): Buffer[] {
  const bytes = Buffer.from(secret);
  const text = bytes.toString("utf8");
  const spellings = [
    bytes,
    Buffer.from(bytes.toString("hex")),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
    Buffer.from([...text].toReversed().join("")),
    ...[0, 1, 2].flatMap((shift) => base64Of(bytes, shift)),
  ];
  return spellings.filter((spelling) => spelling.length >= 8);
}

/** Base64 depends on what stands before: the middle, which only depends on how much that is. */
function base64Of(bytes: Buffer, shift: number): Buffer[] {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  const middle = whole.toString("base64").slice(shift === 0 ? 0 : 4);
  return [Buffer.from(middle), Buffer.from(middle.replaceAll("+", "-").replaceAll("/", "_"))];
}
