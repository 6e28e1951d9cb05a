import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { BackUpButton } from "#components/back-up";
import { DownloadZip } from "#components/download-zip";
import { HideSteps } from "#components/hide-steps";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { cn } from "#components/ui/cn";
import { listActivity, listUsers } from "#lib/access";
import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import { listArchives } from "#lib/runs";
import { devicesNow, openRunsNow, plansNow } from "./reads.tsx";

/** As many downloads are looked at to find one that is not of Holdfast itself. */
const downloadsMax = 50;

/** What a new installation has done and what it has not. */
export interface FirstSteps {
  administrator: { name: string; at: Date } | null;
  /** The first plan somebody made; without one, the built-in plan once it has a device to take. */
  plan: { id: string; name: string } | null;
  /** The run of that plan that goes on. */
  run: number | null;
  archive: { run: number; bytes: number } | null;
  downloaded: boolean;
  left: number;
}

export async function readFirstSteps(ctx: Context): Promise<FirstSteps> {
  const [first] = (await listUsers(ctx)).toSorted(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  );
  const { own, since } = await ownPlans(ctx);
  const plan = own.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())[0] ?? null;
  const newest = plan ? await worthOpening(ctx, plan.id) : null;
  const kept = newest && newest.createdAt >= since ? newest : null;
  const open = (await openRunsNow(ctx)).find((run) => run.plan.id === plan?.id);
  const { rows } = await listActivity(ctx, { action: "archive:download", limit: downloadsMax });
  const downloaded = rows.some((row) => own.some(({ name }) => row.subject.name.startsWith(name)));
  return {
    administrator: first ? { name: first.name, at: first.createdAt } : null,
    plan: plan && { id: plan.id, name: plan.name },
    run: open?.number ?? null,
    archive: kept ? { run: kept.run.number, bytes: kept.bytes } : null,
    downloaded,
    left: [plan, kept, downloaded].filter((done) => !done).length,
  };
}

/** The newest good archive of a plan; without one, the newest. */
async function worthOpening(ctx: Context, planId: string) {
  const good = await listArchives(ctx, { planId, state: "good", limit: 1 });
  return (good.archives[0] ?? (await listArchives(ctx, { planId, limit: 1 })).archives[0]) || null;
}

/** The plans that protect what is one's own, and since when there is something to protect. */
async function ownPlans(ctx: Context): Promise<{ own: Plan[]; since: Date }> {
  const plans = await plansNow(ctx);
  const own = plans.filter((plan) => !plan.builtIn);
  const added = (await devicesNow(ctx)).map(({ createdAt }) => createdAt.getTime());
  if (own.length > 0 || added.length === 0) return { own, since: new Date(0) };
  return { own: plans.filter((plan) => plan.builtIn), since: new Date(Math.min(...added)) };
}

/**
 * The way from an empty installation to a copy that was opened once. With a first plan there is more
 * to see on the page, so only what is left is shown.
 */
export function FirstStepsCard({ steps, className }: { steps: FirstSteps; className?: string }) {
  const { administrator, plan, run, archive } = steps;
  const done = 4 - steps.left;
  const brief = plan !== null;
  return (
    <Card
      title="First steps"
      aside={<span className="tabular-nums">{done} of 4 done</span>}
      footer={plan ? <HideSteps /> : "Nothing leaves this machine. An archive is a plain ZIP."}
      className={className ?? ""}
    >
      <div
        role="progressbar"
        aria-label="First steps"
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={4}
        className="-mt-px h-1 bg-accent"
      >
        <div data-bar className="h-full bg-success-mark" style={{ width: `${done * 25}%` }} />
      </div>
      <ol className="divide-y">
        {brief ? null : <BeginSteps administrator={administrator} />}
        {archive ? null : (
          <Step
            number={3}
            title="See the first copy arrive"
            action={plan ? <SeeCopy planId={plan.id} run={run} /> : null}
          >
            Run the plan once. Every entry is read back before the copy counts.
          </Step>
        )}
        <Step
          number={4}
          title="Download it and open it"
          action={archive ? <DownloadZip {...archive} /> : null}
        >
          A copy that was opened once is one to rely on. Any program that reads ZIP files will do.
        </Step>
      </ol>
    </Card>
  );
}

function BeginSteps({ administrator }: Pick<FirstSteps, "administrator">) {
  return (
    <>
      <Step number={1} done title="Create the first administrator">
        {administrator ? (
          <>
            {administrator.name}, <Time at={administrator.at} as="moment" />
          </>
        ) : null}
      </Step>
      <Step
        number={2}
        title="Protect a database, a folder or a device"
        action={
          <div className="flex flex-wrap gap-2 max-md:*:flex-1">
            <Link href="/devices/new" className={buttonVariants()}>
              Add a device
            </Link>
            <Link href="/plans/new" className={buttonVariants({ variant: "primary" })}>
              Add the first source
            </Link>
          </div>
        }
      >
        A path is enough, or an address and who may sign in. The rest is filled in.
      </Step>
    </>
  );
}

function SeeCopy({ planId, run }: { planId: string; run: number | null }) {
  if (run === null) return <BackUpButton planId={planId} />;
  return (
    <Link href={`/runs/${run}`} className={buttonVariants({ variant: "primary" })}>
      Watch run {run}
    </Link>
  );
}

interface StepProps {
  number: number;
  done?: boolean;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

function Step({ number, done = false, title, action, children }: StepProps) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-2.5 px-4 py-3.5 md:grid-cols-[1.5rem_minmax(0,1fr)_auto]">
      <span
        className={cn(
          "grid size-6 place-items-center rounded-full border-[1.5px] border-input text-xs font-semibold",
          done && "border-success bg-success text-card",
        )}
      >
        {done ? <Check className="size-3.5" role="img" aria-label="Done" /> : number}
      </span>
      <div>
        <h3 className={done ? "font-medium text-muted-foreground" : "font-semibold"}>{title}</h3>
        <p className={cn("text-muted-foreground", done && "text-xs")}>{children}</p>
      </div>
      {action ? <div className="max-md:col-start-2">{action}</div> : null}
    </li>
  );
}
