import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { z } from "zod";
import { formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import { visibleName } from "#lib/entries";
import type { Credential } from "#lib/inventory/schema";
import { requireViewer } from "../guard.ts";
import { credentialsNow, devicesNow } from "../reads.tsx";
import { AddCredential } from "./add-credential.tsx";
import { CorrectCredential, type Correction } from "./correct-credential.tsx";
import { CredentialTable } from "./credential-table.tsx";

export const metadata: Metadata = { title: "Credentials" };

export default async function CredentialsPage({ searchParams }: PageProps<"/credentials">) {
  const ctx = await requireViewer();
  const credentials = await credentialsNow(ctx);
  const wanted = Wanted.parse(await searchParams);
  const correction = await correctionOf(ctx, wanted);
  const taken = credentials.map(({ name }) => name);
  const isEmpty = credentials.length === 0;
  const add = <AddCredential taken={taken} />;
  return (
    <Page
      title="Credentials"
      sub={<Verdict credentials={credentials} />}
      actions={isEmpty ? null : add}
    >
      {isEmpty ? <NoCredential action={add} /> : <CredentialTable credentials={credentials} />}
      {correction ? (
        <CorrectCredential key={wanted.device} correction={correction} taken={taken} />
      ) : null}
      <RefreshOn kinds={["credential.changed", "device.changed", "device.captured"]} />
    </Page>
  );
}

/** The credential of a device, to be corrected, and the run that it was refused in. */
const Wanted = z.object({
  device: z.uuid().optional().catch(undefined),
  run: z.coerce.number().int().min(1).nullable().catch(null),
});

/** `null`: nothing is to be corrected, or the device is gone since. */
async function correctionOf(
  ctx: Context,
  { device: id, run }: z.infer<typeof Wanted>,
): Promise<Correction | null> {
  if (!id) return null;
  const device = (await devicesNow(ctx)).find((each) => each.id === id);
  const credential = (await credentialsNow(ctx)).find(({ id }) => id === device?.credential.id);
  if (!device || !credential) return null;
  return { credential, device: { id, name: visibleName(device.name) }, run };
}

function NoCredential({ action }: { action: ReactNode }) {
  return (
    <Card aria-label="Credentials">
      <EmptyState
        icon={<KeyRound />}
        title="No credential yet"
        action={action}
        link={
          <Link href="/devices/new" className="link">
            Add a device with a new one
          </Link>
        }
      >
        A user with a password or a private key, which opens any number of devices.
      </EmptyState>
    </Card>
  );
}

/** How many credentials open how many devices, and which of them no device has accepted. */
function Verdict({ credentials }: { credentials: Credential[] }) {
  if (credentials.length === 0) return <p>Nothing stored is ever shown again.</p>;
  const devices = credentials.reduce((sum, { usedBy }) => sum + usedBy.length, 0);
  const waiting = credentials.filter(({ usedBy, acceptedAt }) => usedBy.length > 0 && !acceptedAt);
  return (
    <p>
      <b className="font-strong text-foreground">
        {plural(credentials.length, "credential")} {credentials.length === 1 ? "opens" : "open"}{" "}
        {plural(devices, "device")}.
      </b>{" "}
      {waiting.length > 0
        ? `No device has accepted ${namesOf(waiting)} yet.`
        : "Nothing stored is shown again."}
    </p>
  );
}

function namesOf(credentials: Credential[]): string {
  const [first, second, ...more] = credentials.map(({ name }) => name);
  if (!second) return first ?? "";
  if (more.length === 0) return `${first} and ${second}`;
  return `${first}, ${second} and ${formatCount(more.length)} more`;
}
