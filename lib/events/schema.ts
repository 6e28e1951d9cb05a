import { z } from "zod";

/** What kinds of things happen, and what each tells the pages that watch. Never a secret. */
export const eventData = {
  /** A plan or one of its sources was created, changed, enabled, disabled or deleted. */
  "plan.changed": z.object({ name: z.string() }),
  /** A due plan was not run because its last run is still open, or it was refused. */
  "plan.skipped": z.object({ name: z.string(), because: z.string() }),
  /** A credential was added, changed or removed. */
  "credential.changed": z.object({ name: z.string() }),
  /** A device was added, changed or removed, or showed another host key. */
  "device.changed": z.object({ name: z.string() }),
  /** An attempt at a device ended: kept, unchanged, quarantined or failed. */
  "device.captured": z.object({
    deviceId: z.string(),
    outcome: z.string(),
    /** Of the version; `null`: it failed. */
    number: z.number().nullable(),
  }),
  "run.queued": z.object({ planId: z.string(), number: z.number() }),
  "run.started": z.object({ planId: z.string(), number: z.number() }),
  /** A step began or ended, or a message was added: the run's page reads the run anew. */
  "run.changed": z.object({ planId: z.string(), number: z.number() }),
  /** Numbers moved: twice a second at most. */
  "run.progress": z.object({
    planId: z.string(),
    number: z.number(),
    planName: z.string(),
    step: z.string(),
    entriesDone: z.number(),
    entriesTotal: z.number().nullable(),
    bytesDone: z.number(),
    bytesTotal: z.number().nullable(),
    /** 0 to 1; `null` while the total is not known. */
    fraction: z.number().nullable(),
    remainingMs: z.number().nullable(),
  }),
  "run.ended": z.object({ planId: z.string(), number: z.number(), state: z.string() }),
  "archive.kept": z.object({ planId: z.string(), number: z.number() }),
  /** An archive was pinned or unpinned, or its note was written. */
  "archive.changed": z.object({ planId: z.string(), number: z.number() }),
  "archive.let-go": z.object({ planId: z.string(), number: z.number(), because: z.string() }),
  "archive.taken-back": z.object({ planId: z.string(), number: z.number() }),
  "archive.left-bin": z.object({ planId: z.string(), number: z.number() }),
  /** What the bin would free was counted. */
  "vault.bin-counted": z.object({}),
  /**
   * A check found an archive that cannot be read back whole, or (`number: null`) a plan whose history
   * in the vault was altered; a run stored anew what was missing, or the history is as it was.
   */
  "archive.damaged": z.object({ planId: z.string(), number: z.number().nullable() }),
  "archive.healed": z.object({ planId: z.string(), number: z.number().nullable() }),
  /** An archive was flagged, or a person decided on one; the subject is its plan. */
  "brake.changed": z.object({ number: z.number(), on: z.boolean() }),
  /** The vault was checked: how many archives were damaged then, and were whole again. */
  "vault.checked": z.object({ damaged: z.number(), healed: z.number() }),
  /** A check was asked for, went on, waits for runs, or could not go through. */
  "vault.checking": z.object({}),
  /** The worker answered a question of a page; the answer itself is read with its id. */
  "request.answered": z.object({ askedBy: z.string() }),
  /** What was asked of the worker went on a step; what it has come to is read with its id. */
  "request.progress": z.object({ askedBy: z.string() }),
  /** The wall clock of the machine jumped by this much; negative: back. */
  "clock.set": z.object({ movedMs: z.number() }),
  /** A channel was added, changed, enabled, disabled or deleted, or an address was allowed. */
  "channel.changed": z.object({ name: z.string() }),
  /** A message was delivered or refused, or a try of it failed; the subject is the delivery. */
  "delivery.ended": z.object({ channelId: z.string(), state: z.string() }),
  /** An alarm opened, changed or ended, was told, or a person decided on it. */
  "alarm.changed": z.object({}),
  "worker.changed": z.object({ alive: z.boolean() }),
  /** A user was added or disabled, or sessions ended. */
  "access.changed": z.object({ userId: z.string() }),
  "settings.changed": z.object({}),
} as const satisfies Record<`${string}.${string}`, z.ZodType>;

export type EventKind = keyof typeof eventData;

/** One event as it is stored and streamed. */
export type EventOf<K extends EventKind> = {
  id: number;
  at: Date;
  kind: K;
  subjectId: string;
  data: z.infer<(typeof eventData)[K]>;
};

export type LiveEvent = { [K in EventKind]: EventOf<K> }[EventKind];
