import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { neighboursOf } from "#components/config/spans";
import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { Status, versionLooks } from "#components/status";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { SegmentedLinks } from "#components/ui/segmented";
import type { ConfigVersion } from "#lib/versions/schema";
import { deviceAddress } from "../list-state.ts";
import type { DevicePageFacts } from "../reads.ts";
import { personWords, timesWords } from "../words.ts";
import { VersionPicker } from "./version-picker.tsx";

/** Which version is read, what is known of it, and the way to the others. */
export function VersionBar({ facts, shown }: { facts: DevicePageFacts; shown: ConfigVersion }) {
  const { device, versions, versionsTotal, otherVersions, view } = facts;
  const { id, number, state, bytes, lines } = shown;
  const { older, newer } = neighboursOf(number, versionsTotal);
  const choices = versions.map((each) => ({ number: each.number, state: each.state }));
  const person = personWords(shown);
  const addressOf = (version: number | null) =>
    version === null ? null : deviceAddress(device.id, { version, view });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <span className="flex items-center gap-1">
        <Turn to={addressOf(older)} label={`Older version, ${older}`} keys="[" />
        <VersionPicker
          deviceId={device.id}
          view={view}
          shown={number}
          choices={choices}
          others={otherVersions}
        />
        <Turn to={addressOf(newer)} label={`Newer version, ${newer}`} keys="]" />
      </span>
      <div className="min-w-0 flex-1 basis-60 text-muted-foreground">
        <Status look={versionLooks[state]} className="font-medium text-foreground" />{" "}
        <Validity version={shown} /> {plural(lines, "line")}, {formatBytes(bytes)}.
        {person ? <span className="block text-xs wrap-anywhere">{person}</span> : null}
      </div>
      <Views facts={facts} shown={shown} />
      <a
        href={`/api/configs/${id}`}
        download
        data-shortcut="d"
        className={buttonVariants({ size: "sm" })}
      >
        <Download aria-hidden="true" />
        Download
        <span className="sr-only">with its secrets</span>
      </a>
    </div>
  );
}

function Validity({ version }: { version: ConfigVersion }) {
  const { state, firstSeenAt, lastSeenAt, timesSeen, origin } = version;
  const seen = origin === "hand" ? "" : `, seen ${timesWords(timesSeen)}`;
  if (state === "active") {
    return (
      <>
        since <Time at={firstSeenAt} as="moment" />
        {seen}.
      </>
    );
  }
  return (
    <>
      <Time at={firstSeenAt} as="moment" />
      {timesSeen > 1 ? (
        <>
          {" to "}
          <Time at={lastSeenAt} as="moment" />
        </>
      ) : null}
      {seen}.
    </>
  );
}

/** The text alone, or with the version that brought each line. */
function Views({ facts: { device, active, view }, shown }: Parameters<typeof VersionBar>[0]) {
  const version = shown.id === active?.id ? undefined : shown.number;
  const options = [
    { label: "Text", href: deviceAddress(device.id, { version }), current: view === undefined },
    {
      label: "Blame",
      href: deviceAddress(device.id, { version, view: "blame" }),
      current: view === "blame",
    },
  ];
  return <SegmentedLinks label="View of the configuration" options={options} />;
}

function Turn({
  to,
  label,
  keys,
}: {
  /** `null`: there is none that way. */
  to: string | null;
  label: string;
  keys: string;
}) {
  const glyph =
    keys === "[" ? <ChevronLeft aria-hidden="true" /> : <ChevronRight aria-hidden="true" />;
  const style = buttonVariants({ size: "sm", variant: "ghost", shape: "square" });
  if (to === null) {
    return (
      <span aria-hidden="true" className={`${style} pointer-events-none opacity-40`}>
        {glyph}
      </span>
    );
  }
  return (
    <Link
      href={to}
      scroll={false}
      aria-label={label}
      title={`${label} (${keys})`}
      data-shortcut={keys}
      className={style}
    >
      {glyph}
    </Link>
  );
}
