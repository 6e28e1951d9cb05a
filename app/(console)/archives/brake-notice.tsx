import type { ReactNode } from "react";
import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Alert } from "#components/ui/alert";
import type { ArchiveFlag, Decision } from "#lib/runs/schema";
import { BrakeDecision } from "./brake-decision.tsx";
import { limitWords, unbroken } from "./words.ts";

interface FlagNoticeProps {
  flag: ArchiveFlag;
  run: { id: string; number: number };
  planName: string;
  /** Where the archive itself cannot be seen: the way to it. */
  review?: ReactNode;
}

/** Why an archive is unlike those before it, what follows from that, and what a person can say. */
export function FlagNotice({ flag, run, planName, review }: FlagNoticeProps) {
  const { accepted, against, keptOn } = flag;
  if (accepted) return <Accepted flag={flag} decision={accepted} />;
  return (
    <Alert
      tone="quarantine"
      title="Flagged: unlike the archives before it"
      actions={
        <>
          {review}
          <BrakeDecision
            run={run.id}
            number={formatCount(run.number)}
            planName={planName}
            isKept={keptOn !== null}
          />
        </>
      }
    >
      <Findings flag={flag} />
      <p className="mt-1.5">
        Compared with the archive of{" "}
        <Link href={`/archives/${against}`} className="link">
          run {formatCount(against)}
        </Link>{" "}
        and the good ones before it. Nothing of {planName} is let go until a person accepts this
        archive, or deletes it.
      </p>
      {keptOn ? <KeptOn decision={keptOn} /> : null}
    </Alert>
  );
}

function Findings({ flag }: { flag: ArchiveFlag }) {
  return (
    <ul className="mt-1 list-disc pl-4.5">
      {flag.findings.map((finding) => (
        <li key={finding.measure}>
          <span className="font-medium text-foreground">{unbroken(finding.sentence)}</span>{" "}
          <span className="whitespace-nowrap">({unbroken(limitWords(finding))})</span>
        </li>
      ))}
    </ul>
  );
}

/** Who said that the brake stays on. */
export function KeptOn({ decision: { at, by, why } }: { decision: Decision }) {
  return (
    <p className="mt-1.5">
      {by} has kept the brake on since <Time at={at} as="moment" />: {why}
    </p>
  );
}

function Accepted({ flag, decision }: { flag: ArchiveFlag; decision: Decision }) {
  const { at, by, why } = decision;
  return (
    <Alert
      title={
        <>
          Accepted as it should be by {by}, <Time at={at} as="moment" />
        </>
      }
    >
      <p>{why}</p>
      <p>It had been flagged: {unbroken(flag.sentence)}.</p>
    </Alert>
  );
}
