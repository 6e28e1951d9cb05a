import type { Metadata } from "next";
import { z } from "zod";
import { Page } from "#components/page";
import { channelForms, channelKinds } from "#lib/notify";
import { requireViewer } from "../../../guard.ts";
import { NewChannelForm } from "../channel-form.tsx";
import { KindCards } from "./kind-cards.tsx";

export const metadata: Metadata = { title: "Add a channel" };

const Wanted = z.object({ kind: z.enum(channelKinds).optional().catch(undefined) });

export default async function NewChannelPage({ searchParams }: PageProps<"/alarms/channels/new">) {
  await requireViewer();
  const { kind: id } = Wanted.parse(await searchParams);
  const kinds = channelForms();
  const kind = kinds.find((each) => each.id === id);
  const alarms = { label: "Alarms", href: "/alarms" };
  if (!kind) {
    return (
      <Page
        title="Add a channel"
        crumbs={[alarms]}
        sub="Where messages go when something is not protected any more."
      >
        <KindCards kinds={kinds} />
      </Page>
    );
  }
  return (
    <Page
      title={`Add ${kind.name}`}
      crumbs={[alarms, { label: "Add a channel", href: "/alarms/channels/new" }]}
      sub="Secrets are sealed with the key of this installation and never shown again."
    >
      <NewChannelForm key={kind.id} kind={kind} />
    </Page>
  );
}
