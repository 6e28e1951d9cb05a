import { Activity, Pencil } from "lucide-react";
import { BackUpButton } from "#components/back-up";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import type { Plan } from "#lib/plans/schema";
import type { RunSummary } from "#lib/runs/schema";
import { EnabledSwitch } from "../enabled-switch.tsx";
import { MoreMenu } from "../plan-menu.tsx";

/** On a phone the buttons share the line. */
const wide = "max-md:flex-1";

/** What can be done to the plan: its clock on and off, change it, run it or watch its run. */
export function PlanActions({ plan, openRun }: { plan: Plan; openRun: RunSummary | null }) {
  const { id, name, enabled, builtIn } = plan;
  const canRun = !openRun && plan.sources.length > 0;
  return (
    <>
      <EnabledSwitch plan={{ id, name, enabled }} label="Enabled" />
      <span className="flex items-center gap-2 max-md:w-full">
        <Link
          href={`/plans/${id}/edit`}
          data-shortcut="e"
          className={buttonVariants({ className: wide })}
        >
          <Pencil aria-hidden="true" />
          Edit
        </Link>
        {openRun ? <WatchRun run={openRun} /> : null}
        {canRun ? (
          <BackUpButton planId={id} className={wide}>
            Run now
          </BackUpButton>
        ) : null}
        <MoreMenu plan={{ id, name, builtIn }} canRun={canRun} withEdit={false} />
      </span>
    </>
  );
}

function WatchRun({ run }: { run: RunSummary }) {
  return (
    <Link
      href={`/runs/${run.number}`}
      data-shortcut="b"
      className={buttonVariants({ variant: "primary", className: wide })}
    >
      <Activity aria-hidden="true" />
      Watch run
    </Link>
  );
}
