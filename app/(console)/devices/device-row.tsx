import { CaptureSpark } from "#components/capture-spark";
import { plural } from "#components/format";
import { Link } from "#components/link";
import { SelectBox } from "#components/selection";
import { ProtectionStatus } from "#components/status";
import { Time } from "#components/time";
import { Tag } from "#components/ui/badge";
import { cn } from "#components/ui/cn";
import { Cell, SubLine, TableRow } from "#components/ui/table";
import type { Device } from "#lib/inventory/schema";
import { platformNames } from "#lib/platforms/schema";
import type { CaptureOutline } from "#lib/versions/schema";
import { DeviceMenu } from "./device-menu.tsx";
import { type DeviceLine, listAddress } from "./list-state.ts";

const tagsShown = 3;
const usualPort = 22;

/** One device in the list; a card on a phone. */
export function DeviceRow({ line, captures }: { line: DeviceLine; captures: CaptureOutline[] }) {
  const { device, record, protection, lastGoodAt } = line;
  const { id, name } = device;
  return (
    <TableRow className="has-[input:checked]:bg-running-subtle/70 max-md:group-data-cards/table:grid-cols-[auto_minmax(0,1fr)_auto_auto]">
      <Cell className="max-md:row-span-3 max-md:pt-0.5">
        <SelectBox id={id} name={name} />
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-2 max-md:mt-1">
        <ProtectionStatus state={protection} />
      </Cell>
      <Cell className="min-w-44 max-md:col-span-2 max-md:col-start-2 max-md:row-start-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Link href={`/devices/${id}`} data-row-link className="font-medium hover:underline">
            {name}
          </Link>
          <Address device={device} />
        </span>
        <Trouble line={line} />
        <Words device={device} />
        <SubLine className="wide:hidden">
          <PlatformName device={device} />
        </SubLine>
      </Cell>
      <Cell className="max-wide:hidden max-md:hidden!">
        <PlatformName device={device} />
      </Cell>
      <Cell
        className={cn(
          "whitespace-nowrap max-md:col-span-3 max-md:col-start-2 max-md:row-start-3 max-md:text-xs",
          protection === "unprotected" && "text-failure",
          protection === "stale" && "text-warning",
        )}
      >
        <span className="text-muted-foreground md:hidden">Last good copy </span>
        {lastGoodAt ? <Time at={lastGoodAt} /> : "none yet"}
      </Cell>
      <Cell className="whitespace-nowrap text-muted-foreground max-lg:hidden max-md:hidden!">
        {record?.active ? <Time at={record.active.firstSeenAt} /> : "–"}
      </Cell>
      <Cell className="max-lg:hidden max-md:col-span-2 max-md:col-start-3 max-md:row-start-2 max-md:block! max-md:self-end">
        <CaptureSpark captures={captures} />
      </Cell>
      <Cell className="max-md:col-start-4 max-md:row-start-1 max-md:justify-self-end">
        <DeviceMenu device={{ id, name, enabled: device.enabled }} />
      </Cell>
    </TableRow>
  );
}

/** Nothing where it is what the device is called. */
function Address({ device }: { device: Device }) {
  const { name, address, port } = device;
  const place = port === usualPort ? address : `${address} port ${port}`;
  if (place === name) return null;
  return <span className="font-mono text-xs text-muted-foreground wrap-anywhere">{place}</span>;
}

function PlatformName({ device }: { device: Device }) {
  if (device.platform) return platformNames[device.platform];
  return <span className="text-muted-foreground">Detected at first contact</span>;
}

/** What a person has to look at, in the colour of its state. */
function Trouble({ line: { device, record } }: { line: DeviceLine }) {
  if (device.seenHostKey) {
    return <SubLine className="text-failure">Host key changed. Nothing is sent to it.</SubLine>;
  }
  const failure = record?.last?.outcome === "failed" ? record.last.failure : null;
  return (
    <>
      {record && record.quarantined > 0 ? (
        <SubLine className="text-quarantine">
          {plural(record.quarantined, "quarantined text")}
        </SubLine>
      ) : null}
      {failure ? <SubLine className="text-pretty">{failure.sentence}</SubLine> : null}
    </>
  );
}

/** Its site and tags, each the way to those that share it. */
function Words({ device: { site, tags, legacy } }: { device: Device }) {
  if (!site && tags.length === 0 && legacy.length === 0) return null;
  const more = tags.length - tagsShown;
  return (
    <span className="mt-0.5 flex flex-wrap items-center gap-1">
      {site ? (
        <Link
          href={listAddress({ site })}
          className="mr-1 text-xs text-muted-foreground hover:underline"
        >
          {site}
        </Link>
      ) : null}
      {tags.slice(0, tagsShown).map((tag) => (
        <Link key={tag} href={listAddress({ tag })} className="rounded-sm">
          <Tag className="hover:text-foreground">{tag}</Tag>
        </Link>
      ))}
      {more > 0 ? <span className="text-xs text-muted-foreground">+{more}</span> : null}
      {legacy.length > 0 ? <Tag title={legacy.join(", ")}>legacy crypto</Tag> : null}
    </span>
  );
}
