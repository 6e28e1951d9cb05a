import { formatBytes, formatPercent, plural } from "#components/format";
import { Glyph } from "#components/glyph";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Alert } from "#components/ui/alert";
import { Card, CardBody, Row, Rows } from "#components/ui/card";
import { Progress } from "#components/ui/progress";
import type { Context } from "#lib/context";
import { readScrub, type ScrubCoverage, type ScrubState, scrubCoverage } from "#lib/runs";

/** As many of the last days with a check are told one by one. */
const daysShown = 3;

/** How much of the vault was read whole within its days, what the last checks found, what comes next. */
export async function ScrubCard({ ctx, vaultBytes }: { ctx: Context; vaultBytes: number }) {
  const scrub = await readScrub(ctx);
  const { share, reads } = await scrubCoverage(ctx, vaultBytes);
  return (
    <Card
      title="Scrub"
      aside={
        <Link href="/settings" className="link">
          Within {plural(scrub.days, "day")}
        </Link>
      }
    >
      <CardBody className="flex flex-col gap-3">
        <Asked asked={scrub.asked} />
        {scrub.failed ? (
          <Alert tone="failure" title="The last check could not go through">
            <p className="wrap-anywhere">
              {scrub.failed.sentence} <Time at={new Date(scrub.failed.at)} as="moment" />
            </p>
          </Alert>
        ) : null}
        <Coverage share={share} vaultBytes={vaultBytes} days={scrub.days} />
      </CardBody>
      <Reads reads={reads} />
      <p className="border-t px-4 py-2.5 text-xs text-muted-foreground">
        <Next scrub={scrub} />
      </p>
    </Card>
  );
}

function Asked({ asked }: { asked: ScrubState["asked"] }) {
  if (!asked) return null;
  const { isUnderWay, readBytes, bytes, askedBy } = asked;
  const share = bytes > 0 ? Math.min(1, readBytes / bytes) : null;
  const read = bytes > 0 ? `${formatBytes(readBytes)} of ${formatBytes(bytes)} read` : "";
  return (
    <div>
      <p className="mb-1.5">
        {isUnderWay ? "The whole vault is being read" : "Waits for the worker, and for open runs"},
        asked for by {askedBy}
      </p>
      <Progress label="Check of the whole vault" value={isUnderWay ? share : 0} text={read} />
      {read ? <p className="mt-1 text-xs text-muted-foreground tabular-nums">{read}</p> : null}
    </div>
  );
}

interface CoverageProps {
  share: number | null;
  vaultBytes: number;
  days: number;
}

function Coverage({ share, vaultBytes, days }: CoverageProps) {
  if (share === null) {
    return <p className="text-muted-foreground">Nothing is stored yet, so nothing is read back.</p>;
  }
  const read = formatBytes(share * vaultBytes);
  const within = days === 1 ? "in the last day" : `in the last ${days} days`;
  return (
    <div>
      <p>
        <span className="font-strong tabular-nums">
          {share === 1 ? "All" : read} of {formatBytes(vaultBytes)}
        </span>{" "}
        <span className="text-muted-foreground">
          read whole {within}, <span className="whitespace-nowrap">{formatPercent(share)}</span>
        </span>
      </p>
      <Progress
        label={`Read whole ${within}`}
        value={share}
        text={formatPercent(share)}
        tone={share === 1 ? "success" : "warning"}
        className="mt-2"
      />
    </div>
  );
}

function Reads({ reads }: Pick<ScrubCoverage, "reads">) {
  if (reads.length === 0) return null;
  return (
    <Rows className="border-t">
      {reads.slice(0, daysShown).map(({ at, bytes, damaged }) => (
        <Row key={at} className="flex items-center gap-2">
          {damaged > 0 ? (
            <Glyph name="archive-damaged" className="text-failure" />
          ) : (
            <Glyph name="run-succeeded" className="text-success" />
          )}
          <Time at={new Date(at)} as="moment" className="font-medium" />
          <span className="flex-1 text-xs text-muted-foreground tabular-nums">
            {formatBytes(bytes)}
          </span>
          {damaged > 0 ? (
            <Link href="/archives?view=damaged" className="link text-failure">
              {damaged} damaged
            </Link>
          ) : (
            <span className="text-xs text-muted-foreground">Nothing damaged</span>
          )}
        </Row>
      ))}
    </Rows>
  );
}

function Next({ scrub: { last, nextAt } }: { scrub: ScrubState }) {
  return (
    <>
      {last?.oldestReadAt ? (
        <>
          What stands longest unread was read <Time at={new Date(last.oldestReadAt)} as="moment" />.{" "}
        </>
      ) : null}
      {nextAt ? (
        <>
          The next share is read <Time at={nextAt} as="moment" />, once no run is open.
        </>
      ) : (
        "The next share is read as soon as no run is open."
      )}
    </>
  );
}
