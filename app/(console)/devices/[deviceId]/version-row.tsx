import { formatAge, formatBytes, plural } from "#components/format";
import { VersionCounts } from "#components/line-counts";
import { Link } from "#components/link";
import { Status, versionLooks } from "#components/status";
import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import { visibleName } from "#lib/entries";
import type { ConfigVersion } from "#lib/versions/schema";
import { deviceAddress } from "./list-state.ts";
import { ChooseVersion } from "./version-choice.tsx";
import { personWords, timesWords } from "./words.ts";

/** One version: when the device gave it, how often, and what was decided about it. */
export function VersionRow({
  deviceId,
  version,
  isShown,
}: {
  deviceId: string;
  version: ConfigVersion;
  isShown: boolean;
}) {
  const { id, number, state, firstSeenAt, lastSeenAt, timesSeen, origin, lines, bytes } = version;
  const lasted = lastSeenAt.getTime() - firstSeenAt.getTime();
  const seen = [
    lasted >= 60_000 ? formatAge(lasted) : null,
    origin === "device" ? `seen ${timesWords(timesSeen)}` : null,
    `${plural(lines, "line")}, ${formatBytes(bytes)}`,
  ];
  const person = personWords(version);
  return (
    <li
      data-row
      className={cn(
        "grid grid-cols-[auto_auto_minmax(0,1fr)] items-start gap-x-2.5 px-4 py-2.5",
        "hover:bg-accent/45 has-[input:checked]:bg-running-subtle/70",
        state === "quarantined" && !version.supersededAt && "bg-quarantine-subtle",
      )}
    >
      <ChooseVersion id={id} number={number} />
      <Status look={versionLooks[state]} bare className="mt-0.5" />
      <div className="min-w-0">
        <p className="flex flex-wrap gap-x-2">
          <Link
            href={deviceAddress(deviceId, { version: number })}
            data-row-link
            aria-current={isShown ? "true" : undefined}
            className="font-medium hover:underline"
          >
            Version {number}
          </Link>
          <span className="text-muted-foreground">
            {state === "past" ? null : `${versionLooks[state].word}, `}
            <Time at={firstSeenAt} as="moment" />
            {timesSeen > 1 ? (
              <>
                {" to "}
                <Time at={lastSeenAt} as="moment" />
              </>
            ) : null}
          </span>
          {isShown ? <span className="text-xs text-running">Shown above</span> : null}
          <VersionCounts version={version} className="ml-auto" />
        </p>
        <p className="text-xs text-muted-foreground">{seen.filter(Boolean).join(", ")}</p>
        {person ? <p className="text-xs wrap-anywhere">{person}</p> : null}
        {state === "quarantined" ? <Doubted version={version} /> : null}
      </div>
    </li>
  );
}

function Doubted({ version: { doubts, supersededAt } }: { version: ConfigVersion }) {
  return (
    <p className="text-xs text-quarantine">
      {doubts.map(({ says }) => visibleName(says)).join(" ")}
      {supersededAt ? " A good text has come since." : ""}
    </p>
  );
}
