import { ClipboardList, Plus } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import { requireViewer } from "../guard.ts";
import { devicesNow } from "../reads.tsx";
import { DeviceFilters } from "./device-filters.tsx";
import { deviceLinesNow } from "./device-lines.tsx";
import { DeviceList } from "./device-list.tsx";
import { DevicesVerdict } from "./devices-verdict.tsx";
import { FirstDevice } from "./first-device.tsx";
import { ListState, needsAttention } from "./list-state.ts";

export async function generateMetadata(): Promise<Metadata> {
  const lines = await deviceLinesNow(await requireViewer());
  const bad = lines.filter(needsAttention).length;
  return { title: bad === 0 ? "Devices" : `${bad} need attention – Devices` };
}

export default async function DevicesPage({ searchParams }: PageProps<"/devices">) {
  const ctx = await requireViewer();
  const state = ListState.parse(await searchParams);
  const devices = await devicesNow(ctx);
  const isEmpty = devices.length === 0;
  return (
    <Page
      title="Devices"
      sub={isEmpty ? null : <DevicesVerdict ctx={ctx} />}
      actions={isEmpty ? null : <ListActions />}
    >
      <Card aria-label="Devices, worst first">
        {isEmpty ? (
          <FirstDevice />
        ) : (
          <>
            <DeviceFilters ctx={ctx} />
            <Suspense fallback={<SkeletonRows rows={10} label="Devices are loading" />}>
              <DeviceList ctx={ctx} state={state} />
            </Suspense>
          </>
        )}
      </Card>
      <RefreshOn kinds={["device.changed", "device.captured", "credential.changed"]} />
    </Page>
  );
}

function ListActions() {
  return (
    <>
      <Link href="/devices/new?many=1" className={buttonVariants()}>
        <ClipboardList aria-hidden="true" />
        Paste addresses
      </Link>
      <Link
        href="/devices/new"
        className={buttonVariants({ variant: "primary", className: "max-md:flex-1" })}
      >
        <Plus aria-hidden="true" />
        Add device
      </Link>
    </>
  );
}
