import { Plus } from "lucide-react";
import { BackUpSplit } from "#components/back-up";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import type { Plan } from "#lib/plans/schema";

/** Backing up one of the plans that somebody made, and making another. */
export function DashboardActions({ plans }: { plans: Plan[] }) {
  const toRun = plans.filter((plan) => plan.sources.length > 0);
  return (
    <>
      <BackUpSplit plans={toRun.map(({ id, name }) => ({ id, name }))} />
      <Link href="/plans/new" className={buttonVariants({ className: "max-md:hidden" })}>
        <Plus aria-hidden="true" />
        New plan
      </Link>
    </>
  );
}
