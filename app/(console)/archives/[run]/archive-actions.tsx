import { DownloadZip } from "#components/download-zip";
import { formatCount } from "#components/format";
import type { Context } from "#lib/context";
import { listArchives, readBin } from "#lib/runs";
import type { ArchiveDetail } from "#lib/runs/schema";
import { DeleteArchive } from "./delete-archive.tsx";
import { PinArchive } from "./pin-archive.tsx";

/** Taking it along, and letting it go. */
export async function ArchiveActions({ ctx, archive }: { ctx: Context; archive: ArchiveDetail }) {
  const { archives } = await listArchives(ctx, {
    planId: archive.plan.id,
    state: "good",
    limit: 1,
  });
  const pinnedBy = archive.pinnedAt ? archive.pinnedBy : null;
  const { days } = await readBin(ctx);
  return (
    <>
      <PinArchive
        run={archive.run.id}
        runNumber={formatCount(archive.run.number)}
        note={archive.note}
        isPinned={archive.pinnedAt !== null}
      />
      <DeleteArchive
        run={archive.run.id}
        runNumber={formatCount(archive.run.number)}
        planName={archive.plan.name}
        binDays={days}
        pinnedBy={pinnedBy}
        isNewestGood={archives[0]?.id === archive.id}
      />
      <DownloadZip run={archive.run.number} bytes={archive.bytes} className="max-md:flex-1" />
    </>
  );
}
