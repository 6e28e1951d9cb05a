import type { Metadata } from "next";
import { Page } from "#components/page";
import { SegmentedLinks } from "#components/ui/segmented";
import { requireViewer } from "../../guard.ts";
import { readFormFacts } from "../form/reads.ts";
import { NewDeviceForm } from "./new-device-form.tsx";
import { PasteForm } from "./paste-form.tsx";

export const metadata: Metadata = { title: "Add device" };

export default async function NewDevicePage({ searchParams }: PageProps<"/devices/new">) {
  const ctx = await requireViewer();
  const many = (await searchParams).many === "1";
  const facts = await readFormFacts(ctx);
  return (
    <Page
      title={many ? "Add devices" : "Add device"}
      crumbs={[{ label: "Devices", href: "/devices" }]}
      sub="An address and a login are enough. The platform is recognised, and the host key pinned, at the first contact."
    >
      <SegmentedLinks
        label="How many"
        className="self-start"
        options={[
          { label: "One device", href: "/devices/new", current: !many },
          { label: "Paste many", href: "/devices/new?many=1", current: many },
        ]}
      />
      {many ? <PasteForm {...facts} /> : <NewDeviceForm {...facts} />}
    </Page>
  );
}
