import type { Metadata } from "next";
import { Page } from "#components/page";
import { Card, CardBody } from "#components/ui/card";
import { requireViewer } from "../../guard.ts";
import { devicesNow } from "../../reads.tsx";
import { HandForm } from "./hand-form.tsx";

export const metadata: Metadata = { title: "Add a configuration by hand" };

export default async function AddByHandPage({ searchParams }: PageProps<"/configs/new">) {
  const ctx = await requireViewer();
  const { device } = await searchParams;
  const devices = (await devicesNow(ctx)).map(({ id, name, platform }) => ({ id, name, platform }));
  const chosen = devices.find(({ id }) => id === device)?.id ?? "";
  return (
    <Page
      title="Add a configuration by hand"
      shortTitle="Add by hand"
      crumbs={[{ href: "/configs", label: "Configs" }]}
      sub="For a device that cannot be reached. It becomes the active version, marked as added by hand, until the device gives a text itself."
    >
      <Card aria-label="Configuration" className="max-w-200">
        <CardBody>
          <HandForm devices={devices} chosen={chosen} />
        </CardBody>
      </Card>
    </Page>
  );
}
