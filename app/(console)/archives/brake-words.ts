import { formatBytes, formatCount } from "#components/format";
import type { BrakeFinding } from "#lib/runs/schema";

/** From where on a finding is one: "flagged from 30 %", "flagged below 13,200". */
export function limitWords({ measure, now, low, limit }: BrakeFinding): string {
  const side = now < low ? "below" : "above";
  if (measure === "entries") return `flagged ${side} ${formatCount(Math.round(limit))}`;
  if (measure === "bytes") return `flagged ${side} ${formatBytes(limit)}`;
  return `flagged above ${Number((limit * 100).toFixed(1))} %`;
}
