import { Page } from "#components/page";
import { Card } from "#components/ui/card";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton";

export default function RunsLoading() {
  return (
    <Page title="Runs" sub={<Skeleton className="my-1 w-72" />}>
      <Card>
        <div className="h-12 border-b" />
        <SkeletonRows rows={10} label="Runs are loading" />
      </Card>
    </Page>
  );
}
