import { AttemptTrouble } from "./attempt-trouble.tsx";
import { QuarantineTrouble } from "./quarantine-trouble.tsx";
import type { DevicePageFacts } from "./reads.ts";

/** What needs a person, before anything else: the attempt that failed, the text that is doubted. */
export function Troubles({ facts }: { facts: DevicePageFacts }) {
  const { captures, waiting } = facts;
  const [last] = captures;
  return (
    <>
      {last?.failure ? <AttemptTrouble facts={facts} last={last} failure={last.failure} /> : null}
      {waiting ? <QuarantineTrouble facts={facts} waiting={waiting} /> : null}
    </>
  );
}
