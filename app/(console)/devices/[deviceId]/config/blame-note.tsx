import { Link } from "#components/link";
import type { Blame } from "#lib/versions/schema";
import { deviceAddress } from "../list-state.ts";

/** How far the look back went, where it did not come to the beginning of every line. */
export function BlameNote({ blame, deviceId }: { blame: Blame; deviceId: string }) {
  const { ended, coarse } = blame;
  if (!ended && !coarse) return null;
  return (
    <p className="border-b px-4 py-2 text-xs text-muted-foreground">
      {ended ? (
        <>
          {reasons[ended.why](ended.at)}{" "}
          {ended.why === "damaged" ? null : (
            <Link
              href={deviceAddress(deviceId, { version: ended.at, view: "blame" })}
              scroll={false}
              className="link"
            >
              Look further back from there.
            </Link>
          )}{" "}
        </>
      ) : null}
      {coarse ? "Between some versions very much changed: a line may be older than it says." : null}
    </p>
  );
}

const reasons = {
  far: (at: number) => `Looked back as far as version ${at}.`,
  damaged: (at: number) => `Looked back as far as version ${at}: the text before it is damaged.`,
  work: (at: number) => `Looked back as far as version ${at}: too much differs before it.`,
} as const;
