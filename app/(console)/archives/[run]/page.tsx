import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { formatCount } from "#components/format";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { archiveLooks, archiveStateOf, StatusBadge } from "#components/status";
import { findArchive } from "#lib/runs";
import { requireViewer } from "../../guard.ts";
import { ArchiveActions } from "./archive-actions.tsx";
import { ArchiveNotes } from "./archive-notes.tsx";
import { ArchiveParts } from "./archive-parts.tsx";
import { ArchiveSentence } from "./archive-sentence.tsx";
import { EntriesQuery } from "./list-state.ts";
import { WindowsNote } from "./windows-note.tsx";

type Props = PageProps<"/archives/[run]">;

const archiveOf = cache(async (params: Props["params"]) => {
  const ctx = await requireViewer();
  return { ctx, archive: await findArchive(ctx, (await params).run) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { archive } = await archiveOf(params);
  if (!archive) return { title: "Not found" };
  const { word } = archiveLooks[archiveStateOf(archive)];
  return { title: `${word} – Archive of run ${formatCount(archive.run.number)}` };
}

export default async function ArchivePage({ params, searchParams }: Props) {
  const { ctx, archive } = await archiveOf(params);
  if (!archive) notFound();
  const query = EntriesQuery.parse(await searchParams);
  return (
    <Page
      title={`${archive.plan.name}, run ${formatCount(archive.run.number)}`}
      shortTitle={`Run ${formatCount(archive.run.number)}`}
      crumbs={[
        { label: "Archives", href: "/archives" },
        { label: archive.plan.name, href: `/archives?plan=${archive.plan.id}` },
      ]}
      badge={<StatusBadge look={archiveLooks[archiveStateOf(archive)]} />}
      sub={<ArchiveSentence archive={archive} />}
      actions={archive.letGoAt ? null : <ArchiveActions ctx={ctx} archive={archive} />}
    >
      <ArchiveNotes archive={archive} />
      {archive.letGoAt || query.file ? null : <WindowsNote names={archive.windowsNames} />}
      <ArchiveParts ctx={ctx} archive={archive} query={query} />
      <RefreshOn
        kinds={[
          "archive.changed",
          "archive.let-go",
          "archive.taken-back",
          "archive.left-bin",
          "archive.damaged",
          "archive.healed",
        ]}
        subject={archive.id}
      />
      <RefreshOn kinds={["brake.changed"]} subject={archive.plan.id} />
    </Page>
  );
}
