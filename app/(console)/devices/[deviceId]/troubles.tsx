import { HostKeyTrouble } from "../host-key/host-key-trouble.tsx";
import { AttemptTrouble } from "./attempt-trouble.tsx";
import { QuarantineTrouble } from "./quarantine-trouble.tsx";
import type { DevicePageFacts } from "./reads.ts";

/** What needs a person, before anything else: the attempt that failed, the text that is doubted. */
export function Troubles({ facts }: { facts: DevicePageFacts }) {
  const { captures, waiting, device } = facts;
  const [last] = captures;
  const asksForKey = device.hostKey !== null && device.seenHostKey !== null;
  const told = asksForKey && last?.failure?.cause === "host-key";
  return (
    <>
      <HostKeyTrouble device={device} />
      {last?.failure && !told ? (
        <AttemptTrouble facts={facts} last={last} failure={last.failure} />
      ) : null}
      {waiting ? <QuarantineTrouble facts={facts} waiting={waiting} /> : null}
    </>
  );
}
