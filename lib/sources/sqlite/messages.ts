import { z } from "zod";

/** What the child process is asked to do: JSON in its only argument. */
export type Order = {
  /** Real path of the database. */
  file: string;
  /** A locked database is waited for this long. */
  lockWaitMs: number;
} & (
  | { task: "look" }
  /** `into`: where the snapshot goes; nothing is there yet. */
  | { task: "snapshot"; into: string }
);

/** What the child process says: one JSON document a line on standard output. */
export const Message = z.union([
  /** Bytes that were copied since the last one; 0: it worked on something else. */
  z.object({ moved: z.number() }),
  z.object({
    failed: z.enum([
      "missing",
      "unreadable",
      "not-a-database",
      "locked",
      "corrupt",
      "full",
      "other",
    ]),
    /** In words; a path where something is missing or unreadable. */
    detail: z.string(),
  }),
  /** What of a sound snapshot could not be checked, and why. */
  z.object({ unchecked: z.string() }),
  z.object({ snapshotBytes: z.number() }),
  z.object({ tables: z.number().nullable() }),
]);
export type Message = z.infer<typeof Message>;
