import { Alert } from "#components/ui/alert";
import type { Device } from "#lib/inventory/schema";
import { HostKeyDecision } from "./host-key-decision.tsx";

/** A device that showed another key: nothing is sent to it until a person decides. */
export function HostKeyTrouble({
  device: { id: deviceId, hostKey, seenHostKey },
}: {
  device: Pick<Device, "id" | "hostKey" | "seenHostKey">;
}) {
  if (!hostKey || !seenHostKey) return null;
  const question = { deviceId, pinned: hostKey, seen: seenHostKey };
  return (
    <Alert tone="failure" title="Host key changed. Nothing is sent until you decide.">
      <p className="mb-3">
        A device that was replaced or set up anew has another key; so has somebody who answers in
        its place. Compare what is shown now with the fingerprint on the device's own console.
      </p>
      <HostKeyDecision question={question} />
    </Alert>
  );
}
