import { formatBytes, formatCount } from "#components/format";
import type { SourceKind } from "#lib/plans/schema";
import type { ArchiveSummary, BrakeFinding, RunArchive } from "#lib/runs/schema";

/** What kind of source gave something, as a word of a sentence. */
export const kindWords: Record<SourceKind, string> = {
  database: "Database",
  media: "Media",
  logs: "Logs",
  files: "Files",
  devices: "Devices",
};

/** What an archive is worth, in one sentence. */
export function standingOf(archive: RunArchive): string {
  if (archive.bin) return "It was let go and can be taken back.";
  if (archive.letGoAt) return "It was let go; its file is no longer in the vault.";
  if (archive.damaged)
    return "It was read back then and was found damaged since: do not rely on it.";
  if (!archive.verifiedAt) return "It is complete and still has to be read back.";
  if (archive.flag && !archive.flag.accepted) {
    return "It was read back and is complete, and unlike those before it: it does not count until a person accepts it.";
  }
  if (archive.without.length > 0) {
    return `It is without ${archive.without.join(", ")}, so it counts for no rule and lets nothing go.`;
  }
  return "Every entry was read back against its SHA-256, and every source is in it.";
}

/** Which rules keep it: "last 1, daily 1". */
export function keptAsSentence(archive: Pick<ArchiveSummary, "keptAs" | "letGoAt">): string {
  if (archive.letGoAt) return "let go";
  return archive.keptAs.join(", ") || "no rule; the next good run lets it go";
}

/** A sentence in which a number stays in one line with its unit: "20 %", "4.1 GB". */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(/(\d) (?=%|[kMGT]?B\b)/g, "$1\u00a0");
}

/** From where on a finding is one: "flagged from 30 %", "flagged below 13,200". */
export function limitWords({ measure, now, low, limit }: BrakeFinding): string {
  const side = now < low ? "below" : "above";
  if (measure === "entries") return `flagged ${side} ${formatCount(Math.round(limit))}`;
  if (measure === "bytes") return `flagged ${side} ${formatBytes(limit)}`;
  return `flagged above ${Number((limit * 100).toFixed(1))} %`;
}
