import { FilePlus2, FileText, Search } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { requireViewer } from "../guard.ts";
import { devicesNow } from "../reads.tsx";
import { ConfigFilters } from "./config-filters.tsx";
import { ConfigList } from "./config-list.tsx";
import { ConfigsVerdict } from "./configs-verdict.tsx";
import { ListState } from "./list-state.ts";

export const metadata: Metadata = { title: "Configs" };

export default async function ConfigsPage({ searchParams }: PageProps<"/configs">) {
  const ctx = await requireViewer();
  const state = ListState.parse(await searchParams);
  const isEmpty = (await devicesNow(ctx)).length === 0;
  return (
    <Page
      title="Configs"
      sub={isEmpty ? null : <ConfigsVerdict ctx={ctx} />}
      actions={isEmpty ? null : <ListActions />}
    >
      <Card aria-label="Configurations of all devices">
        {isEmpty ? (
          <NoDevice />
        ) : (
          <>
            <ConfigFilters ctx={ctx} />
            <Suspense fallback={<SkeletonRows rows={10} label="Configurations are loading" />}>
              <ConfigList ctx={ctx} state={state} />
            </Suspense>
          </>
        )}
      </Card>
      <RefreshOn kinds={["device.changed", "device.captured"]} />
    </Page>
  );
}

function ListActions() {
  return (
    <>
      <Link href="/configs/new" className={buttonVariants()}>
        <FilePlus2 aria-hidden="true" />
        Add by hand
      </Link>
      <Link href="/configs/search" className={buttonVariants({ className: "max-md:flex-1" })}>
        <Search aria-hidden="true" />
        Search all configs
      </Link>
    </>
  );
}

function NoDevice() {
  return (
    <EmptyState
      icon={<FileText />}
      title="No configuration yet"
      action={
        <Link href="/devices/new" className={buttonVariants({ variant: "primary" })}>
          Add device
        </Link>
      }
    >
      Once a device is added, what it is configured with stands here, and every change of it.
    </EmptyState>
  );
}
