import { hostname } from "node:os";
import { HeartPulse, ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page, WorkAndContext } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import { listSessions, listUsers, readMetricsToken } from "#lib/access";
import { listHeartbeats } from "#lib/heartbeat";
import { listPlans } from "#lib/plans";
import { productVersion, readSetting } from "#lib/settings";
import { readView, requireSession } from "../guard.ts";
import { StorageCard } from "../history-cards.tsx";
import { ClockForm } from "./clock-form.tsx";
import { HeartbeatCard } from "./heartbeat-card.tsx";
import { MetricsCard } from "./metrics-card.tsx";
import { Sessions } from "./sessions.tsx";
import { SystemCard } from "./system-card.tsx";
import { UserTable } from "./user-table.tsx";
import { VaultCard } from "./vault-card.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { ctx, session } = await requireSession();
  const view = await readView(ctx);
  const users = await listUsers(ctx);
  const sessions = await listSessions(ctx);
  const counts = users.map((user) => ({
    ...user,
    sessions: sessions.filter((each) => each.user.id === user.id).length,
  }));
  const anotherClock = await readSetting(ctx.db, "anotherClock");
  const zones = Intl.supportedValuesOf("timeZone");
  const fallback = <SkeletonRows rows={6} label="This part is loading" />;
  return (
    <Page
      title="Settings"
      sub={`Holdfast ${productVersion} on ${hostname()}.`}
      actions={
        <>
          <Link href="/settings/logs" className={buttonVariants()}>
            <ScrollText aria-hidden="true" />
            Logs
          </Link>
          <Link href="/settings/health" className={buttonVariants()}>
            <HeartPulse aria-hidden="true" />
            Health
          </Link>
        </>
      }
    >
      <UserTable users={counts} me={session.user.id} />
      <Sessions
        sessions={sessions.filter((each) => each.user.id === session.user.id)}
        current={session.id}
        me={session.user}
      />
      <ClockForm timeZone={view.homeZone} zones={zones} anotherClock={anotherClock} />
      <HeartbeatCard
        heartbeats={await listHeartbeats(ctx)}
        plans={(await listPlans(ctx)).map(({ id, name }) => ({ id, name }))}
      />
      <MetricsCard token={await readMetricsToken(ctx)} />
      <WorkAndContext>
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <Suspense fallback={<Card title="Storage">{fallback}</Card>}>
            <StorageCard ctx={ctx} details="/storage" />
          </Suspense>
          <Suspense fallback={<Card title="Check of the vault">{fallback}</Card>}>
            <VaultCard ctx={ctx} timeZone={view.timeZone} />
          </Suspense>
        </div>
        <Suspense fallback={<Card title="System">{fallback}</Card>}>
          <SystemCard ctx={ctx} />
        </Suspense>
      </WorkAndContext>
      <RefreshOn
        kinds={[
          "access.changed",
          "settings.changed",
          "archive.kept",
          "worker.changed",
          "vault.checked",
        ]}
      />
    </Page>
  );
}
