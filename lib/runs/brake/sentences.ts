import { formatBytes, formatCount } from "#lib/failures";
import type { BrakeFinding } from "../brake-schema.ts";

type Found = Omit<BrakeFinding, "sentence">;

/** A finding in words, with its numbers: "61 % of files changed, usually 0.4 to 2.1 %". */
export function sentenceOf(found: Found): string {
  const { measure, now } = found;
  switch (measure) {
    case "gone":
      return `${percent(now)} % of files are gone, usually ${usualShare(found)}`;
    case "changed":
      return `${percent(now)} % of files changed, usually ${usualShare(found)}`;
    case "hardened":
      return `${percent(now)} % of the content can no longer be packed, as if it were encrypted, usually ${usualShare(found)}`;
    case "entries":
      return `${formatCount(now)} entries, usually ${between(found, formatCount)}`;
    case "bytes":
      return `${formatBytes(now)} of content, usually ${between(found, formatBytes)}`;
  }
}

function usualShare(found: Found): string {
  return found.high < 0.000_5 ? "none" : `${between(found, percent)} %`;
}

function between({ low, high }: Found, write: (value: number) => string): string {
  const [from, to] = [write(low), write(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** 0.0042 → "0.4", 0.61 → "61". */
export function percent(share: number): string {
  const value = share * 100;
  return value < 10 ? String(Number(value.toFixed(1))) : value.toFixed(0);
}
