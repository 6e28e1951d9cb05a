import type { ArchiveSummary } from "#lib/runs/schema";

/** An archive in the form that `--json` gives: a promise to scripts. */
export interface ArchiveDocument {
  /** The number of its run. */
  run: number;
  /** The id of its run. */
  id: string;
  /** Its plan's name. */
  plan: string;
  createdAt: Date;
  entries: number;
  bytes: number;
  /** `null`: not read back. */
  verifiedAt: Date | null;
  good: boolean;
  /** Names of the sources that failed. */
  without: string[];
  /** Why it is unlike those before it; `null`: it is like them, or was accepted. */
  flagged: string | null;
  note: string | null;
  /** `null`: not pinned. */
  pinnedAt: Date | null;
  pinnedBy: string | null;
  /** Where it was let go and can be taken back; `null`: it is kept. */
  bin: { until: Date; because: string | null; freesBytes: number | null } | null;
}

export function asArchiveDocument(archive: ArchiveSummary): ArchiveDocument {
  return {
    run: archive.run.number,
    id: archive.run.id,
    plan: archive.plan.name,
    createdAt: archive.createdAt,
    entries: archive.entries,
    bytes: archive.bytes,
    verifiedAt: archive.verifiedAt,
    good: archive.good && archive.damaged === null,
    without: archive.without,
    flagged: archive.flag && !archive.flag.accepted ? archive.flag.sentence : null,
    note: archive.note,
    pinnedAt: archive.pinnedAt,
    pinnedBy: archive.pinnedBy,
    bin: archive.bin && { ...archive.bin, because: archive.letGoBecause },
  };
}
