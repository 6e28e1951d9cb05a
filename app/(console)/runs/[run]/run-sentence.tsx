import { formatCount, plural } from "#components/format";
import { Time } from "#components/time";
import type { RunDetail } from "#lib/runs/schema";
import { startedBy } from "../words.ts";

/** Why files are read that are unchanged, where that is no matter of course. */
function readAllWords({ readAll, endedAt }: RunDetail): string | null {
  if (readAll === null || readAll === "first") return null;
  const verb = endedAt ? "was" : "is";
  const why = readAll === "asked" ? "as somebody asked for" : "as its plan wants from time to time";
  return `. Every file ${verb} read again, ${why}`;
}

/** Which run this is, who asked for it, and when it began. */
export function RunSentence({ run }: { run: RunDetail }) {
  const by = startedBy(run);
  return (
    <p className="tabular-nums">
      Run {formatCount(run.number)}
      {run.limitedTo === null ? null : ` of ${plural(run.limitedTo, "device")} alone`},{" "}
      {run.startedAt ? (
        <>
          started <Time at={run.startedAt} as="moment" /> {by}
        </>
      ) : (
        <>
          asked for <Time at={run.queuedAt} as="moment" /> {by}
        </>
      )}
      {run.endedAt ? (
        <>
          , ended <Time at={run.endedAt} />
        </>
      ) : null}
      {readAllWords(run)}
      {run.cancelRequestedAt && !run.endedAt ? ". It is being cancelled." : null}
    </p>
  );
}
