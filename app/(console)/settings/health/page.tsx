import { Package } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { examine } from "#lib/doctor";
import { requireViewer } from "../../guard.ts";
import { FindingList } from "./finding-list.tsx";
import { LookAgain } from "./look-again.tsx";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage() {
  const ctx = await requireViewer();
  return (
    <Page
      title="Health"
      crumbs={[{ label: "Settings", href: "/settings" }]}
      sub="What Holdfast stands on, as this console finds it. Nothing is changed by looking."
      actions={
        <>
          <Link href="/settings/health/bundle" className={buttonVariants()}>
            <Package aria-hidden="true" />
            Support bundle
          </Link>
          <LookAgain />
        </>
      }
    >
      <Suspense
        fallback={
          <Card title="Findings">
            <SkeletonRows rows={8} label="Holdfast is looking" />
          </Card>
        }
      >
        <Findings ctx={ctx} />
      </Suspense>
      <RefreshOn kinds={["alarm.changed"]} />
    </Page>
  );
}

async function Findings({ ctx }: { ctx: Context }) {
  const { at, findings, counts } = await examine(ctx);
  const { bad, warning } = counts;
  const parts = [
    ...(bad > 0 ? [`${bad} bad`] : []),
    ...(warning > 0 ? [`${warning} to look at`] : []),
  ];
  const title = parts.join(", ") || "Nothing is wrong";
  return (
    <Card
      title={title}
      aside={
        <span>
          looked <Time at={at} />
        </span>
      }
    >
      <FindingList findings={findings} />
    </Card>
  );
}
