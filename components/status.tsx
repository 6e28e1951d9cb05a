import type { Protection } from "#lib/alarms";
import type { RunArchive, RunDeviceState, RunState, StepState } from "#lib/runs/schema";
import type { VersionState } from "#lib/versions/schema";
import { Glyph, type GlyphName } from "./glyph.tsx";
import { Badge, type Tone } from "./ui/badge.tsx";
import { cn } from "./ui/cn.ts";

/** How one state looks everywhere: mark, colour, and the word that says it. */
export interface StatusLook {
  glyph: GlyphName;
  tone: Tone;
  word: string;
  /** For narrow columns. */
  short?: string;
}

export const runLooks: Record<RunState, StatusLook> = {
  queued: { glyph: "run-queued", tone: "neutral", word: "Queued" },
  running: { glyph: "run-running", tone: "running", word: "Running" },
  succeeded: { glyph: "run-succeeded", tone: "success", word: "Succeeded" },
  warnings: {
    glyph: "run-warnings",
    tone: "warning",
    word: "Completed with warnings",
    short: "Warnings",
  },
  failed: { glyph: "run-failed", tone: "failure", word: "Failed" },
  cancelled: { glyph: "run-cancelled", tone: "neutral", word: "Cancelled" },
  interrupted: { glyph: "run-interrupted", tone: "warning", word: "Interrupted" },
};

export const stepLooks: Record<StepState, StatusLook> = {
  waiting: { glyph: "run-queued", tone: "neutral", word: "Waiting" },
  running: runLooks.running,
  succeeded: runLooks.succeeded,
  warnings: runLooks.warnings,
  failed: runLooks.failed,
  skipped: { glyph: "run-cancelled", tone: "neutral", word: "Skipped" },
};

export const protectionLooks: Record<Protection, StatusLook> = {
  protected: { glyph: "shield-protected", tone: "success", word: "Protected" },
  stale: { glyph: "shield-stale", tone: "warning", word: "Stale" },
  unprotected: { glyph: "shield-unprotected", tone: "failure", word: "Unprotected" },
  paused: { glyph: "shield-paused", tone: "neutral", word: "Paused" },
};

export const versionLooks: Record<VersionState, StatusLook> = {
  active: { glyph: "version-active", tone: "success", word: "Active" },
  past: { glyph: "version-past", tone: "neutral", word: "Past" },
  quarantined: { glyph: "version-quarantined", tone: "quarantine", word: "Quarantined" },
};

/** How one device fares in a run. */
export const runDeviceLooks: Record<RunDeviceState, StatusLook> = {
  waiting: stepLooks.waiting,
  collecting: { ...runLooks.running, word: "Collecting" },
  kept: { ...runLooks.succeeded, word: "Kept, changed" },
  unchanged: { ...runLooks.succeeded, word: "Kept, unchanged" },
  quarantined: versionLooks.quarantined,
  failed: runLooks.failed,
};

export type { Protection } from "#lib/alarms";

export type ArchiveState =
  | "verified"
  | "flagged"
  | "partial"
  | "unread"
  | "damaged"
  | "in-bin"
  | "let-go";

export const archiveLooks: Record<ArchiveState, StatusLook> = {
  verified: { glyph: "archive-verified", tone: "success", word: "Verified" },
  flagged: { glyph: "archive-flagged", tone: "quarantine", word: "Flagged" },
  partial: { glyph: "archive-partial", tone: "warning", word: "Incomplete" },
  unread: { glyph: "archive-unread", tone: "neutral", word: "Not yet read back" },
  damaged: { glyph: "archive-damaged", tone: "failure", word: "Damaged" },
  "in-bin": { glyph: "archive-let-go", tone: "neutral", word: "In the bin" },
  "let-go": { glyph: "archive-let-go", tone: "neutral", word: "Let go" },
};

type ArchiveFacts = Pick<
  RunArchive,
  "verifiedAt" | "without" | "damaged" | "flag" | "letGoAt" | "bin"
>;

export function archiveStateOf(archive: ArchiveFacts): ArchiveState {
  if (archive.bin) return "in-bin";
  if (archive.letGoAt) return "let-go";
  if (archive.damaged) return "damaged";
  if (!archive.verifiedAt) return "unread";
  if (archive.flag && !archive.flag.accepted) return "flagged";
  return archive.without.length > 0 ? "partial" : "verified";
}

const inks: Record<Tone, string> = {
  neutral: "text-neutral",
  success: "text-success",
  warning: "text-warning",
  failure: "text-failure",
  running: "text-running",
  quarantine: "text-quarantine",
};

interface StatusProps {
  look: StatusLook;
  /** Takes the short word, for narrow columns. */
  short?: boolean;
  /** Only the mark; the word is its label. */
  bare?: boolean;
  className?: string;
}

/** Mark and word in a line or table: the mark is coloured, the word is ink. */
export function Status({ look, short = false, bare = false, className }: StatusProps) {
  const word = short ? (look.short ?? look.word) : look.word;
  if (bare) {
    return <Glyph name={look.glyph} label={word} className={cn(inks[look.tone], className)} />;
  }
  return (
    <span
      className={cn("inline-flex items-center gap-1.75 align-middle whitespace-nowrap", className)}
    >
      <Glyph name={look.glyph} className={inks[look.tone]} />
      {word}
    </span>
  );
}

/** The same as a tinted badge beside a page title; one a page. */
export function StatusBadge({ look }: { look: StatusLook }) {
  return (
    <Badge tone={look.tone}>
      <Glyph name={look.glyph} />
      {look.word}
    </Badge>
  );
}

type Of<S> = Omit<StatusProps, "look"> & { state: S };

export function RunStatus({ state, ...props }: Of<RunState>) {
  return <Status look={runLooks[state]} {...props} />;
}

export function StepStatus({ state, ...props }: Of<StepState>) {
  return <Status look={stepLooks[state]} {...props} />;
}

export function ProtectionStatus({ state, ...props }: Of<Protection>) {
  return <Status look={protectionLooks[state]} {...props} />;
}

export function ArchiveStatus({
  archive,
  ...props
}: Omit<StatusProps, "look"> & { archive: ArchiveFacts }) {
  return <Status look={archiveLooks[archiveStateOf(archive)]} {...props} />;
}
