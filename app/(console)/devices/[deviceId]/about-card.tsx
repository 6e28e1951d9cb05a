import type { ReactNode } from "react";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import { CopyButton } from "#components/ui/copy-button";
import { KeyValues } from "#components/ui/facts";
import { listActivity } from "#lib/access";
import type { Context } from "#lib/context";
import { visibleName } from "#lib/entries";
import type { Device } from "#lib/inventory/schema";
import { platformNames } from "#lib/platforms/schema";
import { placeOf } from "./words.ts";

/** What is known of a device, and how Holdfast reaches it. */
export async function AboutCard({ ctx, device }: { ctx: Context; device: Device }) {
  const { facts, platform, credential, legacy, notes, createdAt } = device;
  const recognised = platform ? await recognisedBy(ctx, device.id) : null;
  const rows: [string, ReactNode][] = [
    ["Address", <Mono key="address" text={placeOf(device)} />],
    ["Platform", platform ? platformNames[platform] : "Not known yet"],
    ["Recognised by", recognised],
    ["Model", facts?.model && visibleName(facts.model)],
    ["Software", facts?.version && visibleName(facts.version)],
    ["Serial number", facts?.serial && <Mono key="serial" text={visibleName(facts.serial)} />],
    ["Calls itself", facts?.hostname && visibleName(facts.hostname)],
    ["Host key", <HostKey key="key" device={device} />],
    [
      "Credential",
      <Link key="credential" href="/credentials" className="link">
        {credential.name}
      </Link>,
    ],
    ["Old algorithms", legacy.length > 0 && <Mono key="legacy" text={legacy.join(", ")} />],
    ["Time limits", limitWords(device.limits)],
    ["Notes", notes && <span className="whitespace-pre-wrap">{notes}</span>],
    ["Added", <Time key="added" at={createdAt} as="moment" />],
  ];
  const items = rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
  return (
    <Card title="About">
      <CardBody>
        <KeyValues items={items} />
      </CardBody>
    </Card>
  );
}

function Mono({ text }: { text: string }) {
  return <span className="font-mono text-xs">{text}</span>;
}

function HostKey({ device: { hostKey, hostKeyType } }: { device: Device }) {
  if (!hostKey) return "Pinned at first contact";
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0">
        {hostKeyType ? <span className="block">{hostKeyType}</span> : null}
        <Mono text={hostKey} />
      </span>
      <span className="ml-auto">
        <CopyButton text={hostKey} label="Copy host key" />
      </span>
    </span>
  );
}

function limitWords({ silentSeconds, commandSeconds }: Device["limits"]): string | null {
  const words = [
    silentSeconds ? `${silentSeconds} s without a byte` : null,
    commandSeconds ? `${commandSeconds} s for one command` : null,
  ].filter((each) => each !== null);
  return words.join(", ") || null;
}

const origins: Record<string, string> = {
  identification: "its SSH identification",
  banner: "its banner",
  prompt: "its prompt",
  answer: "its answer to a command",
};

/** What the platform was told by when it was noted; `null`: a person chose it. */
async function recognisedBy(ctx: Context, deviceId: string): Promise<ReactNode> {
  const found = { action: "device:contact", subjectKind: "device", subjectId: deviceId };
  const { rows } = await listActivity(ctx, { ...found, limit: 20 });
  const noted = rows.find(({ after }) => Array.isArray(after?.evidence));
  const [first] = (noted?.after?.evidence ?? []) as { from: string; seen: string }[];
  if (!first) return null;
  return (
    <>
      {origins[first.from] ?? first.from}{" "}
      <span className="block font-mono text-xs wrap-anywhere">
        {visibleName(first.seen.trim())}
      </span>
    </>
  );
}
