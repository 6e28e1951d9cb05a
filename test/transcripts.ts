import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const folder = path.join(import.meta.dirname, "transcripts");

/** What a device shows, typed by hand: the specification of its platform. Secrets hold "canary". */
const Transcript = z.strictObject({
  prompts: z.object({ match: z.array(z.string()).min(2), not: z.array(z.string()).min(2) }),
  /** Software part of the SSH identification. */
  ident: z.string(),
  /** Shown at sign-in. */
  banner: z.string(),
  /** A question at sign-in. */
  asks: z.string().optional(),
  /** `null`: only exec channels. */
  prompt: z.string().nullable(),
  /** The prompt after `enable`; absent: no more rights are needed. */
  privileged: z.string().optional(),
  /** Shown between pages, whatever was said about paging. */
  pager: z.string().optional(),
  /** Sent before each prompt. */
  paint: z.string().optional(),
  /** Answers to all but the configuration command. */
  answers: z.record(z.string(), z.string()),
  facts: z.record(z.string(), z.coerce.string()),
  hostname: z.string(),
  /** Sent before the configuration by its command, and not part of it. */
  preamble: z.string(),
  configuration: z.string(),
  /** Lines that are no change when they differ. */
  volatile: z.array(z.string()),
  /** What must still be read once secrets are taken out. */
  kept: z.array(z.string()).min(1),
});
export type Transcript = z.infer<typeof Transcript>;

/** All transcripts, by platform id: the name of their file. */
export const transcripts: ReadonlyMap<string, Transcript> = new Map(
  readdirSync(folder).map((file) => [
    path.basename(file, ".yaml"),
    Transcript.parse(parse(readFileSync(path.join(folder, file), "utf8"))),
  ]),
);
