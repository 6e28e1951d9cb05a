import { Page } from "#components/page";
import { Card } from "#components/ui/card";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton";

export default function ArchivesLoading() {
  return (
    <Page title="Archives" sub={<Skeleton className="my-1 w-96 max-w-full" />}>
      <div className="h-11.5 border-b md:h-9.5" />
      <Card>
        <div className="h-12 border-b" />
        <SkeletonRows rows={10} label="Archives are loading" />
      </Card>
    </Page>
  );
}
