import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { neighboursOf } from "#components/config/spans";
import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { Status, versionLooks } from "#components/status";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import type { ConfigVersion } from "#lib/versions/schema";
import { deviceAddress } from "../list-state.ts";
import type { DevicePageFacts } from "../reads.ts";
import { personWords, timesWords } from "../words.ts";
import { VersionPicker } from "./version-picker.tsx";

/** Which version is read, what is known of it, and the way to the others. */
export function VersionBar({ facts, shown }: { facts: DevicePageFacts; shown: ConfigVersion }) {
  const { device, versions, versionsTotal, otherVersions } = facts;
  const { id, number, state, bytes, lines } = shown;
  const { older, newer } = neighboursOf(number, versionsTotal);
  const choices = versions.map((each) => ({ number: each.number, state: each.state }));
  const person = personWords(shown);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <span className="flex items-center gap-1">
        <Turn deviceId={device.id} label="Older version" keys="[" number={older} />
        <VersionPicker
          deviceId={device.id}
          shown={number}
          choices={choices}
          others={otherVersions}
        />
        <Turn deviceId={device.id} label="Newer version" keys="]" number={newer} />
      </span>
      <div className="min-w-0 flex-1 basis-60 text-muted-foreground">
        <Status look={versionLooks[state]} className="font-medium text-foreground" />{" "}
        <Validity version={shown} /> {plural(lines, "line")}, {formatBytes(bytes)}.
        {person ? <span className="block text-xs wrap-anywhere">{person}</span> : null}
      </div>
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

function Turn({
  deviceId,
  label,
  keys,
  number,
}: {
  deviceId: string;
  label: string;
  keys: string;
  /** `null`: there is none that way. */
  number: number | null;
}) {
  const glyph =
    keys === "[" ? <ChevronLeft aria-hidden="true" /> : <ChevronRight aria-hidden="true" />;
  const style = buttonVariants({ size: "sm", variant: "ghost", shape: "square" });
  if (number === null) {
    return (
      <span aria-hidden="true" className={`${style} pointer-events-none opacity-40`}>
        {glyph}
      </span>
    );
  }
  return (
    <Link
      href={deviceAddress(deviceId, { version: number })}
      scroll={false}
      aria-label={`${label}, ${number}`}
      title={`${label} (${keys})`}
      data-shortcut={keys}
      className={style}
    >
      {glyph}
    </Link>
  );
}
