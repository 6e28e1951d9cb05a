import {
  Archive,
  Bell,
  CalendarClock,
  FileText,
  KeyRound,
  type LucideIcon,
  Router,
  Settings2,
  User,
} from "lucide-react";
import type { ActivityRow } from "#lib/access/schema";
import { channelSentences } from "./channel-activity.ts";
import { clockSentence } from "./clock-jump.ts";
import { deviceSentences, type Line } from "./device-activity.ts";
import { formatBytes, plural } from "./format.ts";
import { Glyph, type GlyphName } from "./glyph.tsx";
import { cn } from "./ui/cn.ts";

type Facts = Pick<ActivityRow, "action" | "actor" | "subject" | "before" | "after">;

/** One line of the activity trail as a sentence: "ada enabled the plan Nightly". */
export function activitySentence(row: Facts): string {
  const who = row.actor.name;
  const what = row.subject.name;
  const write = sentences[row.action];
  return write ? write({ who, what, row }) : `${who}: ${row.action.replace(":", " ")} ${what}`;
}

const sentences: Record<string, (line: Line) => string> = {
  ...deviceSentences,
  "plan:create": ({ who, what }) => `${who} created the plan ${what}`,
  "plan:change": ({ who, what }) => `${who} changed the plan ${what}`,
  "plan:enable": ({ who, what, row }) =>
    `${who} ${row.after?.enabled === false ? "disabled" : "enabled"} the plan ${what}`,
  "plan:delete": ({ who, what }) => `${who} deleted the plan ${what}; its archives stay`,
  "plan:skipped": ({ what, row }) =>
    `${what} was due and not run${row.after?.because ? `: ${row.after.because}` : ""}`,
  "run:start": ({ who, what, row }) =>
    row.actor.kind === "worker" ? `${what} was due` : `${who} started ${what}`,
  "run:cancel": ({ who, what }) => `${who} cancelled ${what}`,
  "run:accept": ({ who, what }) => `${who} accepted the source ${what} as it is`,
  "archive:download": ({ who, what }) => `${who} downloaded the archive of ${what}`,
  "archive:pin": ({ who, what, row }) =>
    `${who} ${row.after?.pinned === false ? "unpinned" : "pinned"} the archive of ${what}`,
  "archive:note": ({ who, what, row }) =>
    `${who} ${row.after?.note ? "wrote the note" : "removed the note"} of the archive of ${what}`,
  "archive:delete": ({ who, what, row }) =>
    row.actor.kind === "worker"
      ? `The archive of ${what} was let go`
      : `${who} deleted the archive of ${what}`,
  "archive:take-back": ({ who, what }) => `${who} took the archive of ${what} back from the bin`,
  "archive:empty-bin": ({ who, row }) => {
    const archives = plural(Number(row.after?.archives), "archive");
    return row.actor.kind === "worker"
      ? `${archives} left the bin`
      : `${who} emptied the bin: ${archives}`;
  },
  "archive:check": vaultChecked,
  "archive:ask-check": ({ who }) => `${who} asked for a check of the whole vault`,
  "archive:flag": ({ what }) => `The archive of ${what} was flagged, and the brake is on`,
  "archive:accept": ({ who, what, row }) =>
    `${who} accepted the archive of ${what}${row.after?.brake === "off" ? "; the brake is off" : ""}`,
  "brake:keep": ({ who, what }) => `${who} keeps the brake on because of the archive of ${what}`,
  "archive:prune": ({ who, row }) =>
    `${who} pruned the vault: ${formatBytes(Number(row.after?.freedBytes))} freed`,
  ...channelSentences,
  "user:create": ({ who, what }) => `${who} added the user ${what}`,
  "user:change": userChanged,
  "session:begin": ({ who }) => `${who} signed in`,
  "session:end": ({ who, what, row }) =>
    row.actor.id === row.subject.id ? `${who} signed out` : `${who} ended sessions of ${what}`,
  "session:refused": ({ what }) => `A sign-in as ${what} was refused`,
  "clock:set": ({ row }) => clockSentence(Number(row.after?.movedMs)),
  "settings:change": ({ who }) => `${who} changed the settings`,
  "heartbeat:change": ({ who, what, row }) =>
    row.after?.host
      ? `${who} set the heartbeat of ${what} to ${row.after.host}`
      : `${who} removed the heartbeat of ${what}`,
  "metrics:token": ({ who, row }) =>
    row.after?.made === true
      ? `${who} made a token for metrics${row.before?.made === true ? "; the one before is refused" : ""}`
      : `${who} removed the token for metrics`,
  "installation:begin": ({ what }) => `${what} made at the first start`,
  "installation:set-up": ({ what }) => `${what} became the first administrator`,
};

function vaultChecked({ who, row }: Line): string {
  const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);
  const [damaged, healed] = [count(row.after?.damaged), count(row.after?.healed)];
  const found = damaged > 0 ? `${plural(damaged, "archive")} damaged` : "";
  const whole = healed > 0 ? `${plural(healed, "archive")} whole again` : "";
  const outcome = [found, whole].filter(Boolean).join(", ") || "nothing damaged";
  return `${who} checked the vault: ${outcome}`;
}

function userChanged({ who, what, row }: Line): string {
  if (row.after?.password) {
    const own = row.actor.id === row.subject.id;
    return `${who} changed ${own ? "their password" : `the password of ${what}`}`;
  }
  return `${who} ${row.after?.disabled ? "disabled" : "enabled"} the user ${what}`;
}

const icons: Record<string, LucideIcon> = {
  plan: CalendarClock,
  source: CalendarClock,
  archive: Archive,
  device: Router,
  credential: KeyRound,
  channel: Bell,
  address: Bell,
  version: FileText,
  user: User,
  session: KeyRound,
  settings: Settings2,
};

/** The mark of a line: a state where it is one, else what kind of thing it is about. */
export function ActivityMark({ row }: { row: Facts }) {
  const state = stateOf(row);
  if (state) return <Glyph name={state.glyph} className={cn("mt-0.5", state.ink)} />;
  const Icon = icons[row.action.split(":")[0] ?? ""] ?? icons[row.subject.kind] ?? User;
  return <Icon aria-hidden="true" className="mt-0.5 size-4 text-muted-foreground" />;
}

function stateOf(row: Facts): { glyph: GlyphName; ink: string } | null {
  if (row.action === "run:start") return { glyph: "run-queued", ink: "text-neutral" };
  if (row.action === "run:cancel") return { glyph: "run-cancelled", ink: "text-neutral" };
  if (row.action === "plan:skipped") return { glyph: "run-warnings", ink: "text-warning" };
  if (row.action === "device:contact" && row.after?.pinned === false) {
    return { glyph: "run-warnings", ink: "text-warning" };
  }
  if (row.action === "clock:set") return { glyph: "run-warnings", ink: "text-warning" };
  if (row.action === "channel:test") return testState(row.after?.taken === true);
  if (row.action === "session:refused") return { glyph: "run-failed", ink: "text-failure" };
  if (row.action === "archive:check" && Array.isArray(row.after?.damaged)) {
    if (row.after.damaged.length > 0) return { glyph: "archive-damaged", ink: "text-failure" };
  }
  if (row.action === "archive:flag") return { glyph: "archive-flagged", ink: "text-quarantine" };
  if (row.action === "archive:delete") return { glyph: "archive-let-go", ink: "text-neutral" };
  return null;
}

function testState(taken: boolean): { glyph: GlyphName; ink: string } {
  return taken
    ? { glyph: "run-succeeded", ink: "text-success" }
    : { glyph: "run-failed", ink: "text-failure" };
}
