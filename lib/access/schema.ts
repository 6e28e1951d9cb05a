import { z } from "zod";
import { commonPasswordProblem } from "./common-passwords.ts";

/** Shapes of users, sessions and the activity trail; no database in here. */

export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

/** A user name: 1 to 64 printable characters; upper and lower case count as the same. */
export const UserName = z
  .string()
  .trim()
  .transform((name) => name.normalize("NFC"))
  .pipe(
    z
      .string()
      .min(1, "A user name is needed.")
      .max(64, "A user name has 64 characters at most.")
      .regex(/^\P{C}*$/u, "A user name has printable characters only."),
  );

/** A new password: its length counts, what it is made of does not. Never trimmed, never cut. */
export const NewPassword = z
  .string()
  .min(passwordLengthMin, `A password has ${passwordLengthMin} characters at least.`)
  .max(passwordLengthMax, `A password has ${passwordLengthMax} characters at most.`)
  .superRefine((password, check) => {
    const problem = commonPasswordProblem(password);
    if (problem) check.addIssue({ code: "custom", message: problem });
  });

/** A password as somebody types it to sign in; whether it is right is another question. */
const typedPassword = z
  .string()
  .min(1, "A password is needed.")
  .max(1_000, "User name and password do not match.");

export const SetUp = z.object({
  token: z.string().trim().min(1, "The setup token is needed.").max(200),
  name: UserName,
  password: NewPassword,
  /** In which the console begins to show times; absent or unknown here: UTC. */
  timeZone: z
    .string()
    .max(64)
    .transform((name) => (isTimeZone(name) ? name : undefined))
    .optional(),
});
export type SetUp = z.infer<typeof SetUp>;

export const SignIn = z.object({
  name: z.string().trim().min(1, "A user name is needed.").max(200),
  password: typedPassword,
});
export type SignIn = z.infer<typeof SignIn>;

export const AddUser = z.object({ name: UserName, password: NewPassword });
export type AddUser = z.infer<typeof AddUser>;

/** One's own password once more. */
export const ConfirmPassword = z.object({ password: typedPassword });
export type ConfirmPassword = z.infer<typeof ConfirmPassword>;

/** `current` is asked from those who change their own password. */
export const ChangePassword = z.object({
  userId: z.string().min(1).max(64),
  current: typedPassword.optional(),
  password: NewPassword,
});
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ChangeSettings = z.object({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "This is not a time zone name, such as Europe/Berlin.")
    .optional(),
  anotherClock: z.boolean().optional(),
  /** Within so many days the rolling check reads the whole vault. */
  scrubDays: z.int().min(1).max(365).optional(),
  binDays: z.int().min(0).max(365).optional(),
});
export type ChangeSettings = z.infer<typeof ChangeSettings>;

/** As many lines of the activity trail are given at once. */
export const activityLimitMax = 200;

/** Which lines of the activity trail; absent means any. */
export const ActivityFilter = z.object({
  action: z.string().max(64).optional(),
  subjectKind: z.string().max(64).optional(),
  subjectId: z.string().max(64).optional(),
  /** The id of an actor: a user's id, or `cli`, `worker`, `system`, `visitor`. */
  actor: z.string().max(64).optional(),
  /** A part of a name, an action or an address, whatever the case. */
  search: z.string().trim().max(200).optional(),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(activityLimitMax).default(50),
});
export type ActivityFilter = z.input<typeof ActivityFilter>;

/** A person who may sign in, or could. */
export interface User {
  id: string;
  name: string;
  createdAt: Date;
  /** `null`: never signed in. */
  lastSignInAt: Date | null;
  lastSignInFrom: string | null;
  /** `null`: enabled. */
  disabledAt: Date | null;
}

/** One signed-in browser. Its id is the hash of a secret that only that browser holds. */
export interface Session {
  id: string;
  user: { id: string; name: string };
  createdAt: Date;
  seenAt: Date;
  /** Ends then at the latest; earlier when it is not used for a week. */
  expiresAt: Date;
  address: string;
  browser: string;
}

/** The parts of Holdfast that keep a log. */
export const logParts = ["web", "worker", "supervisor", "cli"] as const;
export const LogPart = z.enum(logParts, "A log is that of web, worker, supervisor or cli.");
export type LogPart = z.infer<typeof LogPart>;

export const LogQuery = z.object({
  part: LogPart.optional(),
  /** Lines of this level and above. */
  level: z.enum(["info", "warn", "error"], "A level is info, warn or error.").optional(),
  search: z.string().max(200, "A search has 200 characters at most.").optional(),
});
export type LogQuery = z.infer<typeof LogQuery>;

/** What is known of the token that reads the metrics; the token itself is not. */
export interface MetricsToken {
  madeAt: Date;
  madeBy: string;
}

/** One line of the activity trail. */
export interface ActivityRow {
  id: number;
  at: Date;
  actor: { kind: string; id: string; name: string };
  /** `null`: on this machine. */
  address: string | null;
  action: string;
  subject: { kind: string; id: string; name: string };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
