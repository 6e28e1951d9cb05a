/** Shapes of heartbeats; no database in here. */
import { z } from "zod";

/** The id of the heartbeat that tells of all plans and devices at once. */
export const wholeId = "installation";

export const HeartbeatInput = z.object({
  /** Of the plan, or `installation`. */
  id: z.string().min(1, "Choose what it tells of.").max(64),
  address: z
    .string()
    .trim()
    .max(2_000, "An address has 2000 characters at most.")
    .refine(isAddress, "An address begins with https:// or http:// and holds no password."),
});
export type HeartbeatInput = z.infer<typeof HeartbeatInput>;

/** A heartbeat as it is shown; its address is not. */
export interface Heartbeat {
  id: string;
  /** The plan's name; `null`: of the whole installation. */
  plan: string | null;
  host: string;
  /** `null`: nothing was sent yet. */
  last: { at: Date; answer: string; taken: boolean } | null;
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
