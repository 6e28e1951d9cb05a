import { Pin } from "lucide-react";
import { Time } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import type { ArchiveDetail } from "#lib/runs/schema";
import { EditNote } from "./edit-note.tsx";

/** Whether it is pinned, by whom and since when, and what somebody wrote about it. */
export function NoteCard({ archive }: { archive: ArchiveDetail }) {
  const { note, pinnedAt, pinnedBy, letGoAt } = archive;
  if (letGoAt && !note) return null;
  return (
    <Card
      title={pinnedAt ? "Pinned" : "Note"}
      aside={letGoAt ? null : <EditNote run={archive.run.id} note={note} />}
    >
      <CardBody>
        {pinnedAt ? (
          <p className="flex items-start gap-2">
            <Pin aria-hidden="true" className="mt-0.5 size-4 flex-none text-muted-foreground" />
            <span>
              By {pinnedBy} <Time at={pinnedAt} as="moment" />. Retention leaves it alone.
            </span>
          </p>
        ) : null}
        {note ? (
          <p className="wrap-anywhere whitespace-pre-line not-first:mt-2">{note}</p>
        ) : (
          <p className="text-muted-foreground not-first:mt-2">Nobody has written a note.</p>
        )}
      </CardBody>
    </Card>
  );
}
