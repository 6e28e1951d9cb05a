import { Columns2, Download } from "lucide-react";
import { formatBytes, plural } from "#components/format";
import { VersionCounts } from "#components/line-counts";
import { Link } from "#components/link";
import { SelectBox } from "#components/selection";
import { Status, versionLooks } from "#components/status";
import { Time } from "#components/time";
import { Tag } from "#components/ui/badge";
import { IconButton } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { Cell, SubLine, TableRow } from "#components/ui/table";
import { platformNames } from "#lib/platforms/schema";
import type { ConfigVersion } from "#lib/versions/schema";
import { type ConfigLine, listAddress } from "./list-state.ts";

const tagsShown = 3;

/** One text of a device in the list; a card on a phone. */
export function ConfigRow({ line }: { line: ConfigLine }) {
  const { device, version, protection } = line;
  const platform = version?.platform ?? device.platform;
  return (
    <TableRow className="has-[input:checked]:bg-running-subtle/70 max-md:group-data-cards/table:grid-cols-[1.25rem_minmax(0,1fr)_auto]">
      <Cell className="max-md:row-span-4 max-md:pt-0.5">
        {version ? (
          <SelectBox id={version.id} name={`${device.name}, version ${version.number}`} />
        ) : null}
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-2">
        <StateOf version={version} />
      </Cell>
      <Cell className="min-w-44 max-md:col-start-2 max-md:row-start-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={
              version ? `/devices/${device.id}?version=${version.number}` : `/devices/${device.id}`
            }
            data-row-link
            className="font-medium hover:underline"
          >
            {device.name}
          </Link>
          {version ? (
            <span className="text-xs text-muted-foreground">version {version.number}</span>
          ) : null}
          {version?.origin === "hand" ? <Tag>added by hand</Tag> : null}
        </span>
        {version?.state === "quarantined" ? (
          <SubLine className="text-pretty text-quarantine">{version.doubts[0]?.says}</SubLine>
        ) : null}
        <Words line={line} />
      </Cell>
      <Cell className="max-wide:hidden max-md:hidden!">
        {platformNames[platform as keyof typeof platformNames] ?? "–"}
      </Cell>
      <Cell
        className={cn(
          "whitespace-nowrap max-md:col-start-2 max-md:row-start-3 max-md:text-xs",
          version?.state === "active" && protection === "unprotected" && "text-failure",
          version?.state === "active" && protection === "stale" && "text-warning",
        )}
      >
        <span className="text-muted-foreground md:hidden">Last seen </span>
        {version ? <Time at={version.lastSeenAt} /> : "–"}
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-2 max-md:row-start-4 max-md:text-xs">
        <span className="text-muted-foreground md:hidden">Last change </span>
        {version ? <Time at={version.firstSeenAt} /> : "–"}
        {version ? <Changed version={version} /> : null}
      </Cell>
      <Cell
        numeric
        className="whitespace-nowrap text-muted-foreground max-lg:hidden max-md:hidden!"
      >
        {version ? `${plural(version.lines, "line")}, ${formatBytes(version.bytes)}` : ""}
      </Cell>
      <Cell className="max-md:col-start-3 max-md:row-span-2 max-md:row-start-1 max-md:justify-self-end">
        {version ? <Ways version={version} name={device.name} /> : null}
      </Cell>
    </TableRow>
  );
}

function StateOf({ version }: { version: ConfigVersion | null }) {
  if (version) return <Status look={versionLooks[version.state]} />;
  return <span className="whitespace-nowrap text-muted-foreground">No copy yet</span>;
}

function Ways({ version, name }: { version: ConfigVersion; name: string }) {
  const what = `${name}, version ${version.number}`;
  return (
    <span className="flex justify-end gap-1">
      <IconButton asChild size="sm" label={`Compare ${what}`}>
        <Link href={`/configs/compare?b=${version.id}`}>
          <Columns2 aria-hidden="true" />
        </Link>
      </IconButton>
      <IconButton asChild size="sm" label={`Download ${what}, secrets included`}>
        <a href={`/api/configs/${version.id}`} download>
          <Download aria-hidden="true" />
        </a>
      </IconButton>
    </span>
  );
}

/** Beside the time of the last change: what it changed. */
function Changed({ version }: { version: ConfigVersion }) {
  return (
    <SubLine className="max-md:ml-2 max-md:inline">
      <VersionCounts version={version} />
    </SubLine>
  );
}

/** Its site and tags, each the way to those that share it. */
function Words({ line: { device } }: { line: ConfigLine }) {
  const { site, tags } = device;
  if (!site && tags.length === 0) return null;
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
    </span>
  );
}
