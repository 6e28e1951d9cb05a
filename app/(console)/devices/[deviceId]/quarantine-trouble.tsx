import { GitCompareArrows } from "lucide-react";
import { plural } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Alert } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import { visibleName } from "#lib/entries";
import type { ConfigVersion } from "#lib/versions/schema";
import { AcceptVersion } from "./accept-version.tsx";
import { deviceAddress } from "./list-state.ts";
import type { DevicePageFacts } from "./reads.ts";
import { timesWords } from "./words.ts";

/** A text that was put aside: why, the line that shows it, and what a person may decide. */
export function QuarantineTrouble({
  facts,
  waiting,
}: {
  facts: DevicePageFacts;
  waiting: ConfigVersion;
}) {
  const { device, active, shown } = facts;
  const { id, number, doubts, timesSeen, lastSeenAt, lines } = waiting;
  const compared = active ? `/configs/compare?a=${active.id}&b=${id}` : null;
  return (
    <Alert
      tone="quarantine"
      title={`Version ${number} is kept, but not believed`}
      actions={
        <>
          {compared ? (
            <Link href={compared} className={buttonVariants({ size: "sm" })}>
              <GitCompareArrows aria-hidden="true" />
              Compare with version {active?.number}
            </Link>
          ) : null}
          {shown?.id === id ? null : (
            <Link
              href={deviceAddress(device.id, { version: number })}
              className={buttonVariants({ size: "sm" })}
            >
              Show it
            </Link>
          )}
          <AcceptVersion
            version={{ id, number }}
            device={device.name}
            active={active?.number ?? null}
          />
        </>
      }
    >
      <ul className="flex flex-col gap-0.5">
        {doubts.map(({ code, says, evidence }) => (
          <li key={code}>
            {says}{" "}
            {evidence ? (
              <code className="rounded-sm bg-card/70 px-1 font-mono text-xs wrap-anywhere">
                {visibleName(evidence)}
              </code>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {plural(lines, "line")}, seen {timesWords(timesSeen)}, last <Time at={lastSeenAt} />.{" "}
        {active ? `Version ${active.number} stays active. ` : "No other text is kept. "}
        The next good text replaces it by itself.
      </p>
    </Alert>
  );
}
