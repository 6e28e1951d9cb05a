import { Link } from "#components/link";
import { Time } from "#components/time";
import type { ArchiveDetail } from "#lib/runs/schema";
import { standingOf } from "../words.ts";

/** When it was made, by which run, and what it is worth. */
export function ArchiveSentence({ archive }: { archive: ArchiveDetail }) {
  return (
    <p>
      Made <Time at={archive.createdAt} as="moment" /> by{" "}
      <Link href={`/runs/${archive.run.number}`} className="link">
        its run
      </Link>
      . {standingOf(archive)}
    </p>
  );
}
