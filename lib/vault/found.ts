import { type Failure, fail } from "#lib/failures";
import { Damage } from "./damage.ts";
import { asReadFailure, type VaultPlace } from "./place.ts";

/** An archive that somebody wants to read. */
export interface Sought {
  place: VaultPlace;
  file: string;
  /** The failure that damage is to the caller. */
  damaged: "archive-damaged" | "verify-mismatch";
}

/** What reading an archive threw as the failure it is; anything else as it was. */
export async function asFound(error: unknown, archive: Sought): Promise<unknown> {
  if (error instanceof Damage) return asDamaged(error, archive);
  const isOfTheSystem = error instanceof Error && "syscall" in error;
  return isOfTheSystem ? asReadFailure(error, archive.place, archive.file) : error;
}

function asDamaged(damage: Damage, archive: Sought): Failure {
  if (archive.damaged === "verify-mismatch") {
    const facts = { path: damage.entry ?? archive.file, detail: damage.message };
    return fail("verify-mismatch", facts, { cause: damage });
  }
  const detail = damage.entry === null ? damage.message : `${damage.entry}: ${damage.message}`;
  return fail("archive-damaged", { path: archive.file, detail }, { cause: damage });
}
