import { CaptureSpark } from "#components/capture-spark";
import { formatAge } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { type Fact, Facts } from "#components/ui/facts";
import { attemptsShown } from "./list-state.ts";
import type { DevicePageFacts } from "./reads.ts";

/** Five figures: the last good copy, the last change, its plan, its attempts, its host key. */
export function DeviceFacts({ facts }: { facts: DevicePageFacts }) {
  return (
    <Facts facts={[goodCopy(facts), change(facts), plan(facts), attempts(facts), hostKey(facts)]} />
  );
}

function goodCopy({ judged }: DevicePageFacts): Fact {
  const label = "Last good copy";
  const { lastGoodAt, protection } = judged;
  const tone =
    protection === "unprotected" ? "failure" : protection === "stale" ? "warning" : undefined;
  if (!lastGoodAt) return { label, value: "None yet", note: "No text may be relied on", tone };
  return {
    label,
    value: <Time at={lastGoodAt} />,
    note: <Time at={lastGoodAt} as="moment" />,
    tone,
  };
}

function change({ active }: DevicePageFacts): Fact {
  const label = "Last change";
  if (!active) return { label, value: "–", note: "No version yet" };
  return { label, value: <Time at={active.firstSeenAt} />, note: `Version ${active.number}` };
}

function plan({ judged, device }: DevicePageFacts): Fact {
  const label = "Plan";
  if (!judged.plan) {
    return { label, value: "None", note: device.enabled ? "No enabled plan takes it" : "Disabled" };
  }
  const { id, name } = judged.plan;
  const value = (
    <Link href={`/plans/${id}`} className="block truncate hover:underline">
      {name}
    </Link>
  );
  const note =
    judged.objectiveMs === null ? "By hand only" : `Stale after ${formatAge(judged.objectiveMs)}`;
  return { label, value, note };
}

function attempts({ captures, device }: DevicePageFacts): Fact {
  const label = `Last ${attemptsShown} attempts`;
  const [last] = captures;
  if (!last) return { label, value: "–", note: "Nothing was tried yet" };
  const bars = captures.map((capture) => ({ ...capture, deviceId: device.id })).reverse();
  return { label, value: <CaptureSpark captures={bars} />, note: <Time at={last.startedAt} /> };
}

function hostKey({ device }: DevicePageFacts): Fact {
  const label = "Host key";
  if (device.seenHostKey) {
    return { label, value: "Changed", note: "Nothing is sent to it", tone: "failure" };
  }
  if (!device.hostKey) return { label, value: "Not yet known", note: "Pinned at first contact" };
  return { label, value: "Pinned", note: device.hostKeyType ?? "As it was given" };
}
