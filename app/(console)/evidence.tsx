import { type ReactNode, Suspense } from "react";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { AttentionList } from "./attention-list.tsx";
import type { FirstSteps } from "./first-steps.tsx";
import { DaysCard, StorageCard } from "./history-cards.tsx";
import { KeyFacts, KeyFactsSkeleton } from "./key-facts.tsx";
import { NowAndNext } from "./now-and-next.tsx";
import { PlanOverview } from "./plan-overview.tsx";
import { RecentActivity } from "./recent-activity.tsx";

interface EvidenceProps {
  ctx: Context;
  timeZone: string;
  steps: FirstSteps;
}

/** The parts below the verdict; on a phone, what needs attention and what comes next go first. */
export function Evidence({ ctx, timeZone, steps }: EvidenceProps) {
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
                <StorageCard ctx={ctx} details="/storage" className="max-lg:order-6" />
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
          left={
            <>
              <AttentionList ctx={ctx} devicesOnly className="max-lg:order-1" />
              <RecentActivity ctx={ctx} className="max-lg:order-4" />
            </>
          }
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
