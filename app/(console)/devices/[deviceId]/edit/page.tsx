import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/page";
import { requireViewer } from "../../../guard.ts";
import { readFormFacts } from "../../form/reads.ts";
import { deviceNow } from "../reads.ts";
import { EditDeviceForm } from "./edit-device-form.tsx";

export async function generateMetadata({
  params,
}: PageProps<"/devices/[deviceId]/edit">): Promise<Metadata> {
  const { device } = await deviceNow((await params).deviceId);
  return { title: device ? `Edit – ${device.name}` : "Not found" };
}

export default async function EditDevicePage({ params }: PageProps<"/devices/[deviceId]/edit">) {
  const ctx = await requireViewer();
  const { device } = await deviceNow((await params).deviceId);
  if (!device) notFound();
  return (
    <Page
      title={`Edit ${device.name}`}
      shortTitle="Edit"
      crumbs={[
        { label: "Devices", href: "/devices" },
        { label: device.name, href: `/devices/${device.id}` },
      ]}
    >
      <EditDeviceForm device={device} {...(await readFormFacts(ctx))} />
    </Page>
  );
}
