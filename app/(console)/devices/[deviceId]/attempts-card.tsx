import { formatDuration } from "#components/format";
import { Link } from "#components/link";
import { runDeviceLooks, Status } from "#components/status";
import { Time } from "#components/time";
import { Card, CardBody, CardFooter, Row, Rows } from "#components/ui/card";
import { visibleName } from "#lib/entries";
import { lastTranscript } from "#lib/versions";
import type { CaptureSummary, ConfigVersion } from "#lib/versions/schema";
import { LineTranscript } from "../connection-test/test-outcome.tsx";
import { attemptsShown, deviceAddress } from "./list-state.ts";
import type { DevicePageFacts } from "./reads.ts";

/** The last attempts at the device with what became of each, and what the last one said. */
export async function AttemptsCard({ facts }: { facts: DevicePageFacts }) {
  const { ctx, device, captures, captured } = facts;
  const transcript = await lastTranscript(ctx, { deviceId: device.id });
  return (
    <Card
      title="Attempts"
      note={captures.length === attemptsShown ? `the last ${attemptsShown}` : null}
    >
      {captures.length === 0 ? (
        <CardBody className="text-muted-foreground">Nothing was fetched from it yet.</CardBody>
      ) : (
        <Rows aria-label="Attempts, newest first">
          {captures.map((capture) => (
            <Attempt
              key={capture.id}
              deviceId={device.id}
              capture={capture}
              version={captured.find(({ id }) => id === capture.versionId) ?? null}
            />
          ))}
        </Rows>
      )}
      {transcript ? (
        <CardFooter>
          <div className="min-w-0 flex-1">
            <LineTranscript transcript={transcript} />
          </div>
        </CardFooter>
      ) : null}
    </Card>
  );
}

function Attempt({
  deviceId,
  capture,
  version,
}: {
  deviceId: string;
  capture: CaptureSummary;
  version: ConfigVersion | null;
}) {
  const { outcome, startedAt, endedAt, runId, failure } = capture;
  return (
    <Row className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Status look={runDeviceLooks[outcome]} className="min-w-36" />
      <span className="min-w-0 flex-1 basis-40 text-muted-foreground">
        <Time at={startedAt} as="moment" />
        <span className="text-xs">
          {" "}
          in {formatDuration(endedAt.getTime() - startedAt.getTime())}
        </span>
      </span>
      <span className="flex gap-3 text-xs">
        {version ? (
          <Link href={deviceAddress(deviceId, { version: version.number })} className="link">
            Version {version.number}
          </Link>
        ) : null}
        {runId ? (
          <Link href={`/runs/${runId}`} className="link">
            Its run
          </Link>
        ) : null}
      </span>
      {failure ? (
        <span className="w-full text-xs text-pretty wrap-anywhere text-muted-foreground">
          {visibleName(failure.sentence)}
        </span>
      ) : null}
    </Row>
  );
}
