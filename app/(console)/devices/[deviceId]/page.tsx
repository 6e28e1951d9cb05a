import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RefreshOn } from "#components/live";
import { Page, Stack, WorkAndContext } from "#components/page";
import { protectionLooks, StatusBadge } from "#components/status";
import { requireViewer } from "../../guard.ts";
import { ConnectionTest } from "../connection-test/connection-test.tsx";
import { AboutCard } from "./about-card.tsx";
import { AttemptsCard } from "./attempts-card.tsx";
import { BackUpOfDevice } from "./back-up-of-device.tsx";
import { ConfigCard } from "./config/config-card.tsx";
import { DeviceActions } from "./device-actions.tsx";
import { DeviceFacts } from "./device-facts.tsx";
import { DeviceSentence } from "./device-sentence.tsx";
import { PageState } from "./list-state.ts";
import { deviceNow, judgedDevice, readDevicePage } from "./reads.ts";
import { TestBegun } from "./test-begun.tsx";
import { Troubles } from "./troubles.tsx";
import { VersionsCard } from "./versions-card.tsx";

export async function generateMetadata({
  params,
}: PageProps<"/devices/[deviceId]">): Promise<Metadata> {
  const { ctx, device } = await deviceNow((await params).deviceId);
  if (!device) return { title: "Not found" };
  const { protection } = await judgedDevice(ctx, device);
  return { title: `${protectionLooks[protection].word} – ${device.name}` };
}

export default async function DevicePage({
  params,
  searchParams,
}: PageProps<"/devices/[deviceId]">) {
  const ctx = await requireViewer();
  const { device } = await deviceNow((await params).deviceId);
  if (!device) notFound();
  const state = PageState.parse(await searchParams);
  const facts = await readDevicePage(ctx, device, state);
  if (state.version !== undefined && !facts.shown) notFound();
  const test = <ConnectionTest deviceId={device.id} start={state.test === "now"} />;
  const isNew = facts.versions.length === 0; // how it is reached matters more than what it said
  return (
    <BackUpOfDevice deviceId={device.id}>
      <Page
        title={device.name}
        crumbs={[{ label: "Devices", href: "/devices" }]}
        badge={<StatusBadge look={protectionLooks[facts.judged.protection]} />}
        sub={<DeviceSentence device={device} />}
        actions={<DeviceActions device={device} version={state.version} />}
      >
        <Troubles facts={facts} />
        <DeviceFacts facts={facts} />
        {isNew ? test : null}
        <ConfigCard facts={facts} />
        <WorkAndContext>
          <Stack>
            <VersionsCard facts={facts} offset={state.offset} />
            <AttemptsCard facts={facts} />
            {isNew ? null : test}
          </Stack>
          <AboutCard ctx={ctx} device={device} />
        </WorkAndContext>
        <RefreshOn kinds={["device.changed", "device.captured"]} subject={device.id} />
        {state.test ? <TestBegun /> : null}
      </Page>
    </BackUpOfDevice>
  );
}
