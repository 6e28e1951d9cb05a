import { expect, it } from "vitest";
import { SeenLines } from "./seen-lines.ts";

function unseenIn(seen: SeenLines, part: string | Buffer): string[] {
  const found = [...seen.unseen(Buffer.from(part))];
  for (const { text } of found) seen.add(text);
  return found.map(({ line }) => line.toString());
}

it("gives each line once, whatever its bytes, and one that nobody took in again", () => {
  const seen = new SeenLines();
  expect(unseenIn(seen, "a\nüber\n\n")).toEqual(["a\n", "über\n", "\n"]);
  expect(unseenIn(seen, "über\nb\na\nunfinished")).toEqual(["b\n", "unfinished"]);
  const [first] = seen.unseen(Buffer.from("c\n"));
  expect(first?.text).toBe("c\n");
  expect(unseenIn(seen, "c\n")).toEqual(["c\n"]);
  expect(unseenIn(seen, Buffer.from([0xfc, 0x0a]))).toHaveLength(1);
  expect(unseenIn(seen, Buffer.from([0xfd, 0x0a]))).toHaveLength(1);
  expect(unseenIn(seen, Buffer.from([0xfc, 0x0a]))).toEqual([]);
});

it("forgets the oldest lines, not those that come again", () => {
  const seen = new SeenLines(1_000);
  unseenIn(seen, "old\nin use\n");
  for (let n = 0; n < 400; n++) unseenIn(seen, `another, ${n}\nin use\n`);
  expect(unseenIn(seen, "old\nin use\n")).toEqual(["old\n"]);
});
