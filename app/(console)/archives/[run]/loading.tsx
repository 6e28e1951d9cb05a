import { Page, WorkAndContext } from "#components/page";
import { Card } from "#components/ui/card";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton";

export default function ArchiveLoading() {
  return (
    <Page
      title="Archive"
      crumbs={[{ label: "Archives", href: "/archives" }]}
      sub={<Skeleton className="my-1 w-96 max-w-full" />}
    >
      <WorkAndContext>
        <Card title="Entries">
          <SkeletonRows rows={12} label="Entries are loading" />
        </Card>
        <Card title="About this archive">
          <SkeletonRows rows={6} label="Facts are loading" />
        </Card>
      </WorkAndContext>
    </Page>
  );
}
