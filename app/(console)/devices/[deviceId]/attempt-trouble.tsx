import { Time } from "#components/time";
import { Problem } from "#components/ui/alert";
import { visibleName } from "#lib/entries";
import type { CaptureFailure, CaptureSummary } from "#lib/versions/schema";
import { AttemptRemedy } from "./attempt-remedy.tsx";
import type { DevicePageFacts } from "./reads.ts";

/** Why the last attempt gave nothing, what that means, and the button that mends it. */
export function AttemptTrouble({
  facts,
  last,
  failure,
}: {
  facts: DevicePageFacts;
  last: CaptureSummary;
  failure: CaptureFailure;
}) {
  const { device } = facts;
  return (
    <Problem
      failure={{ ...failure, sentence: visibleName(failure.sentence) }}
      consequence={
        <>
          The last attempt failed <Time at={last.startedAt} />. <WhatStays facts={facts} />
        </>
      }
      action={<AttemptRemedy deviceId={device.id} failure={failure} />}
    />
  );
}

function WhatStays({ facts: { active, judged } }: { facts: DevicePageFacts }) {
  if (!active) return "No text of this device is kept yet.";
  const { lastGoodAt } = judged;
  return (
    <>
      Version {active.number} stays
      {lastGoodAt ? (
        <>
          ; the device last gave it <Time at={lastGoodAt} />
        </>
      ) : null}
      .
    </>
  );
}
