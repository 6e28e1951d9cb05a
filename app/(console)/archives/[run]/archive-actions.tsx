import { DownloadZip } from "#components/download-zip";
import { formatBytes, formatCount } from "#components/format";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import type { ArchiveDetail } from "#lib/runs/schema";
import { DeleteArchive } from "./delete-archive.tsx";

/** Taking it along, and letting it go. */
export async function ArchiveActions({ ctx, archive }: { ctx: Context; archive: ArchiveDetail }) {
  const { archives } = await listArchives(ctx, {
    planId: archive.plan.id,
    state: "good",
    limit: 1,
  });
  return (
    <>
      <DeleteArchive
        run={archive.run.id}
        runNumber={formatCount(archive.run.number)}
        planName={archive.plan.name}
        size={formatBytes(archive.bytes)}
        isNewestGood={archives[0]?.id === archive.id}
      />
      <DownloadZip run={archive.run.number} bytes={archive.bytes} className="max-md:flex-1" />
    </>
  );
}
