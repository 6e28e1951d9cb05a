import { ArrowLeftRight } from "lucide-react";
import { formatMoment, plural } from "#components/format";
import { Link } from "#components/link";
import { Status, versionLooks } from "#components/status";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { type PairState, pairAddress } from "./list-state.ts";
import type { Pair, PairSide } from "./reads.ts";
import { SidePicker } from "./side-picker.tsx";

interface SidesProps {
  pair: Pair;
  state: PairState;
  timeZone: string;
  now: Date;
}

/** The two versions, each to be chosen anew, and the way to turn them round. */
export function Sides({ pair, state, timeZone, now }: SidesProps) {
  const [a, b] = [pair.a.version?.id, pair.b.version?.id];
  const shown = { ...state, a, b };
  const side = (name: "a" | "b", label: string, of: PairSide) => (
    <div className="min-w-0 max-md:w-full">
      <SidePicker
        side={name}
        label={label}
        state={shown}
        devices={pair.devices}
        chosen={
          of.version && of.device
            ? { deviceId: of.device.id, deviceName: of.device.name, versionId: of.version.id }
            : null
        }
        versions={of.others.map(({ id, number, state: is, firstSeenAt }) => ({
          id,
          number,
          state: is,
          when: formatMoment(firstSeenAt, now, timeZone),
        }))}
        parts={of.parts}
      />
      {of.version ? <Span side={of} /> : null}
    </div>
  );
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-3">
      {side("a", "Before", pair.a)}
      {a && b ? (
        <Link
          href={pairAddress({ ...shown, a: b, b: a })}
          aria-label="Turn the two round"
          title="Turn the two round"
          className={buttonVariants({ shape: "square", className: "md:mt-5" })}
        >
          <ArrowLeftRight aria-hidden="true" />
        </Link>
      ) : null}
      {side("b", "After", pair.b)}
    </div>
  );
}

function Span({ side: { version } }: { side: PairSide }) {
  if (!version) return null;
  const { state, timesSeen, firstSeenAt, lastSeenAt, origin } = version;
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2 text-xs text-muted-foreground">
      <Status look={versionLooks[state]} />
      <span>
        {origin === "hand" ? "added by hand " : "first seen "}
        <Time at={firstSeenAt} as="moment" />
        {timesSeen > 1 ? (
          <>
            , last seen <Time at={lastSeenAt} as="moment" />, {plural(timesSeen, "time")}
          </>
        ) : null}
      </span>
    </p>
  );
}
