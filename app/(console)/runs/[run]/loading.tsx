import { Page, StepsAndResults } from "#components/page";
import { Card } from "#components/ui/card";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton";

export default function RunLoading() {
  return (
    <Page
      title="Run"
      crumbs={[{ label: "Runs", href: "/runs" }]}
      sub={<Skeleton className="my-1 w-72" />}
    >
      <Card className="h-29" />
      <StepsAndResults
        steps={
          <Card title="Steps">
            <SkeletonRows rows={6} label="Steps are loading" />
          </Card>
        }
        results={
          <Card title="Log">
            <SkeletonRows rows={10} label="The log is loading" />
          </Card>
        }
      />
    </Page>
  );
}
