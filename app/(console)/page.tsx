import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { BackUpSplit } from "#components/back-up";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { Alerts } from "./alerts.tsx";
import { countAttention } from "./attention.tsx";
import { AttentionList } from "./attention-list.tsx";
import { type FirstSteps, FirstStepsCard, readFirstSteps } from "./first-steps.tsx";
import { readView, requireViewer } from "./guard.ts";
import { DaysCard, StorageCard } from "./history-cards.tsx";
import { KeyFacts, KeyFactsSkeleton } from "./key-facts.tsx";
import { NowAndNext } from "./now-and-next.tsx";
import { PlanOverview } from "./plan-overview.tsx";
import { openRunsNow, plansNow, protectionOfAll } from "./reads.tsx";
import { RecentActivity } from "./recent-activity.tsx";
import { ProtectionBar, verdictOf } from "./verdict.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const count = await countAttention(await requireViewer());
  if (count === 0) return { title: "Dashboard" };
  const state = `${count} ${count === 1 ? "needs" : "need"} attention`;
  return { title: { absolute: `${state} – Dashboard – Holdfast` } };
}

export default async function DashboardPage() {
  const ctx = await requireViewer();
  const view = await readView(ctx);
  const report = await protectionOfAll(ctx);
  const plans = await plansNow(ctx);
  const running = (await openRunsNow(ctx)).filter((run) => run.state === "running").length;
  const steps = await readFirstSteps(ctx);
  const verdict = verdictOf({ report, running, stepsLeft: steps.left, now: ctx.clock.now() });
  const own = plans.filter((plan) => !plan.builtIn);
  const toRun = (own.length > 0 ? own : plans).filter((plan) => plan.sources.length > 0);
  return (
    <Page
      title={verdict.title}
      shortTitle="Dashboard"
      phoneTitle="Status"
      verdict
      sub={
        <p>
          {verdict.strong ? <b className="font-strong text-foreground">{verdict.strong} </b> : null}
          {verdict.rest}
        </p>
      }
      actions={
        own.length === 0 ? null : (
          <>
            <BackUpSplit plans={toRun.map(({ id, name }) => ({ id, name }))} />
            <Link href="/plans/new" className={buttonVariants({ className: "max-md:hidden" })}>
              <Plus aria-hidden="true" />
              New plan
            </Link>
          </>
        )
      }
    >
      {own.length > 0 ? <ProtectionBar counts={report.counts} /> : null}
      <Alerts ctx={ctx} />
      {steps.left > 0 && !view.stepsHidden ? (
        <FirstStepsCard steps={steps} className={steps.plan ? "max-lg:order-2" : ""} />
      ) : null}
      <Evidence ctx={ctx} timeZone={view.timeZone} steps={steps} />
      <RefreshOn
        kinds={["run.queued", "archive.kept", "archive.let-go", "plan.skipped", "access.changed"]}
      />
    </Page>
  );
}

interface EvidenceProps {
  ctx: Context;
  timeZone: string;
  steps: FirstSteps;
}

/** The parts below the verdict; on a phone, what needs attention and what comes next go first. */
function Evidence({ ctx, timeZone, steps }: EvidenceProps) {
  return (
    <>
      <div className="max-lg:order-3">
        <Suspense fallback={<KeyFactsSkeleton />}>
          <KeyFacts ctx={ctx} timeZone={timeZone} />
        </Suspense>
      </div>
      {steps.plan ? (
        <Columns
          left={
            <>
              <AttentionList ctx={ctx} className="max-lg:order-1" />
              <Part title="Plans" order="max-lg:order-4">
                <PlanOverview ctx={ctx} className="max-lg:order-4" />
              </Part>
              <Part title="Storage" order="max-lg:order-6">
                <StorageCard ctx={ctx} className="max-lg:order-6" />
              </Part>
            </>
          }
          right={
            <>
              <NowAndNext ctx={ctx} className="max-lg:order-2" />
              <Part title="Last 90 days" order="max-lg:order-5">
                <DaysCard ctx={ctx} timeZone={timeZone} className="max-lg:order-5" />
              </Part>
              <RecentActivity ctx={ctx} className="max-lg:order-7" />
            </>
          }
        />
      ) : (
        <Columns
          left={<RecentActivity ctx={ctx} className="max-lg:order-4" />}
          right={<NowAndNext ctx={ctx} className="max-lg:order-2" />}
        />
      )}
    </>
  );
}

/** Two columns; below a wide page their cards stand in one, each in its own order. */
function Columns({ left, right }: { left: ReactNode; right: ReactNode }) {
  const column = "max-lg:contents lg:flex lg:flex-col lg:gap-5";
  return (
    <div className="max-lg:contents lg:grid lg:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)] lg:items-start lg:gap-5">
      <div className={column}>{left}</div>
      <div className={column}>{right}</div>
    </div>
  );
}

/** A card that may take a moment: its frame stands at once. */
function Part({ title, order, children }: { title: string; order: string; children: ReactNode }) {
  const frame = (
    <Card title={title} className={order}>
      <SkeletonRows rows={5} label={`${title} is loading`} />
    </Card>
  );
  return <Suspense fallback={frame}>{children}</Suspense>;
}
