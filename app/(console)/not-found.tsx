import { Link } from "#components/link";
import { Page } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";

export default function NothingHere() {
  return (
    <Page title="Not found">
      <Card>
        <EmptyState
          title="Nothing is here"
          action={
            <Link href="/" className={buttonVariants({ variant: "primary" })}>
              Go to the dashboard
            </Link>
          }
        >
          What it showed may have been deleted, or the address has a mistake in it.
        </EmptyState>
      </Card>
    </Page>
  );
}
