import { Suspense } from "react";
import { Stack, WorkAndContext } from "#components/page";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import type { ArchiveDetail } from "#lib/runs/schema";
import { AboutArchive, ArchiveSources } from "./archive-facts.tsx";
import { EntriesCard } from "./entries-card.tsx";
import type { EntriesQuery } from "./list-state.ts";
import { NoteCard } from "./note-card.tsx";

interface ArchivePartsProps {
  ctx: Context;
  archive: ArchiveDetail;
  query: EntriesQuery;
}

/** What is in the archive, and about it; of one let go only what is remembered. */
export function ArchiveParts({ ctx, archive, query }: ArchivePartsProps) {
  if (archive.letGoAt) {
    return (
      <WorkAndContext>
        <ArchiveSources archive={archive} />
        <Stack>
          <NoteCard archive={archive} />
          <AboutArchive archive={archive} />
        </Stack>
      </WorkAndContext>
    );
  }
  const frame = (
    <Card title="Entries">
      <SkeletonRows rows={12} label="Entries are loading" />
    </Card>
  );
  return (
    <WorkAndContext>
      <Suspense fallback={frame}>
        <EntriesCard ctx={ctx} archive={archive} query={query} />
      </Suspense>
      <Stack>
        <NoteCard archive={archive} />
        <AboutArchive archive={archive} />
        <ArchiveSources archive={archive} />
      </Stack>
    </WorkAndContext>
  );
}
