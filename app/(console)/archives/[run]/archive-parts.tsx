import { type ReactNode, Suspense } from "react";
import { Stack, WorkAndContext } from "#components/page";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import type { ArchiveDetail } from "#lib/runs/schema";
import { AboutArchive, ArchiveSources } from "./archive-facts.tsx";
import { EntriesCard } from "./entries-card.tsx";
import { FileCard } from "./file/file-card.tsx";
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
  if (query.file) {
    return (
      <>
        <Halves>
          <div className="max-lg:hidden">
            <Suspense fallback={frame}>
              <EntriesCard ctx={ctx} archive={archive} query={query} />
            </Suspense>
          </div>
          <Suspense key={query.file} fallback={<FileLoading />}>
            <FileCard ctx={ctx} archive={archive} query={query} />
          </Suspense>
        </Halves>
        <Halves>
          <AboutArchive archive={archive} />
          <ArchiveSources archive={archive} />
        </Halves>
      </>
    );
  }
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

/** Two cards of one width beside each other; one below the other where there is no room. */
function Halves({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:gap-5 lg:grid-cols-2">
      {children}
    </div>
  );
}

function FileLoading() {
  return (
    <Card aria-label="File">
      <SkeletonRows rows={12} label="The file is loading" />
    </Card>
  );
}
