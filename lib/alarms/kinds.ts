import type { AlarmKind, AlarmRule } from "./schema.ts";

/** What a kind of alarm is called in rules, and how it rings on a fresh installation. */
export interface KindOfAlarm {
  label: string;
  /** What `after` counts; `null`: nothing, it is an alarm at once. `most`: fewer of them are worse. */
  measure: { words: string; most?: true } | null;
  rule: AlarmRule;
}

const day = 24;
const all = { channels: "all", after: 1, recoveries: true, breaksQuiet: true } as const;

/** Every kind, in the order of the rules. */
export const kindsOfAlarm: Record<AlarmKind, KindOfAlarm> = {
  "no-good-copy": {
    label: "No good copy in time",
    measure: null,
    rule: { ...all, repeatHours: day },
  },
  "own-backup": {
    label: "Holdfast itself is not backed up",
    measure: null,
    rule: { ...all, repeatHours: day },
  },
  "runs-failed": {
    label: "Runs failed in a row",
    measure: { words: "runs" },
    rule: { ...all, after: 2, repeatHours: day, breaksQuiet: false },
  },
  "runs-warned": {
    label: "Runs ended with warnings in a row",
    measure: { words: "runs" },
    rule: { ...all, after: 3, repeatHours: null, breaksQuiet: false },
  },
  "host-key": {
    label: "Host key changed",
    measure: null,
    rule: { ...all, repeatHours: day, breaksQuiet: false },
  },
  quarantined: {
    label: "Capture quarantined",
    measure: null,
    rule: { ...all, repeatHours: null, breaksQuiet: false },
  },
  credential: {
    label: "Credential refused and paused",
    measure: null,
    rule: { ...all, repeatHours: day, breaksQuiet: false },
  },
  damage: { label: "Damage found in the vault", measure: null, rule: { ...all, repeatHours: day } },
  brake: { label: "Brake engaged", measure: null, rule: { ...all, repeatHours: day } },
  disk: {
    label: "Vault will be full",
    measure: { words: "days", most: true },
    rule: { ...all, after: 30, repeatHours: 7 * day, breaksQuiet: false },
  },
  "worker-silent": { label: "Worker silent", measure: null, rule: { ...all, repeatHours: 1 } },
  "web-silent": {
    label: "Console silent",
    measure: null,
    rule: { ...all, repeatHours: day, breaksQuiet: false },
  },
  clock: {
    label: "Clock jumped",
    measure: null,
    rule: { ...all, repeatHours: null, recoveries: false, breaksQuiet: false },
  },
  channel: {
    label: "Channel refuses messages",
    measure: null,
    rule: { ...all, repeatHours: day, breaksQuiet: false },
  },
};
