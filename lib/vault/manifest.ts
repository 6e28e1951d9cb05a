import { z } from "zod";
import { entryKinds } from "#lib/entries";

/** `holdfast.json`: what an archive says about itself. docs/reference/archive-format.md explains it. */

export const manifestName = "holdfast.json";

/** Format of the archive; grows when an older Holdfast could no longer read it. */
export const manifestFormat = 1;

/** What is known when an archive is begun. */
export interface ManifestHead {
  plan: { id: string; name: string };
  run: { id: string; number: number };
  createdAt: Date;
  /** The plan's IANA time zone. */
  timeZone: string;
  /** Name of this machine. */
  host: string;
  /** Version of Holdfast. */
  version: string;
}

/** What one source of the plan came to; its counts are the archive's own. */
export interface SourceOutcome {
  kind: string;
  name: string;
  /** Where it was read; `null` where a path would say nothing. */
  path: string | null;
  /** `failed`: the archive is without it. */
  state: "succeeded" | "warnings" | "failed";
  /** How many warnings it gave. */
  warnings: number;
}

/** A warning of the run, as it stands in the archive. */
export interface ManifestWarning {
  cause: string;
  /** The file or source it is about. */
  subject: string;
  sentence: string;
}

/** What is known when every entry is in. */
export interface ManifestTail {
  sources: readonly SourceOutcome[];
  warnings: readonly ManifestWarning[];
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
/** RFC 3339; years beyond 9999 as ISO 8601 writes them, because a file may carry any time. */
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

export const WrittenSource = z.object({
  kind: z.string(),
  name: z.string(),
  path: z.string().optional(),
  entries: count,
  bytes: count,
  state: z.enum(["succeeded", "warnings", "failed"]),
  warnings: count,
});
export type WrittenSource = z.infer<typeof WrittenSource>;

/** Everything before the entries. */
export const WrittenHead = z.object({
  format: z.int().positive(),
  plan: z.object({ id: z.string(), name: z.string() }),
  run: z.object({ id: z.string(), number: z.int() }),
  createdAt: time,
  timeZone: z.string(),
  host: z.string(),
  version: z.string(),
  sources: z.array(WrittenSource),
});
export type WrittenHead = z.infer<typeof WrittenHead>;

export const WrittenEntry = z.object({
  path: z.string().min(1),
  kind: z.enum(entryKinds),
  size: count,
  mode: count,
  uid: count,
  gid: count,
  modified: time,
  /** Of a file's content. */
  sha256: sha256.optional(),
  /** Where a link points. */
  link: z.string().optional(),
  /** Base64: the target's own bytes where `link` differs from them. */
  linkBytes: z.base64().optional(),
  /** Base64: the name's own bytes where `path` differs from them. */
  nameBytes: z.base64().optional(),
  /** Set on an older text that stands in for a newer one. */
  stale: z.object({ since: time }).optional(),
});
export type WrittenEntry = z.infer<typeof WrittenEntry>;

export const WrittenWarning = z.object({
  cause: z.string(),
  subject: z.string(),
  sentence: z.string(),
});
