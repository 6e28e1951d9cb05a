import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Alert } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import type { ArchiveDetail } from "#lib/runs/schema";
import { FlagNotice } from "../brake-notice.tsx";
import { TakeBack } from "../take-back.tsx";
import { DamageNotice } from "./damage-notice.tsx";

/** What has to be known before relying on this archive. */
export function ArchiveNotes({ archive }: { archive: ArchiveDetail }) {
  const others = (
    <Link
      href={`/archives?view=good&plan=${archive.plan.id}`}
      className={buttonVariants({ size: "sm" })}
    >
      Good archives of this plan
    </Link>
  );
  if (archive.bin) {
    const number = formatCount(archive.run.number);
    return (
      <Alert
        title={
          <>
            In the bin until <Time at={archive.bin.until} as="moment" />
          </>
        }
        actions={<TakeBack run={archive.run.id} number={number} planName={archive.plan.name} />}
      >
        Let go: {archive.letGoBecause ?? "no reason is on record"}. It counts for nothing and cannot
        be opened meanwhile.{" "}
        {archive.bin.freesBytes === null
          ? null
          : `When it leaves, ${formatBytes(archive.bin.freesBytes)} are freed.`}
      </Alert>
    );
  }
  if (archive.letGoAt) {
    return (
      <Alert
        title={
          <>
            Let go <Time at={archive.letGoAt} as="moment" />, and cannot be opened any more
          </>
        }
        actions={others}
      >
        {archive.letGoBecause ?? "No reason is on record."}
      </Alert>
    );
  }
  if (archive.damaged) {
    return <DamageNotice planId={archive.plan.id} damaged={archive.damaged} others={others} />;
  }
  const { flag } = archive;
  if (flag && !flag.accepted) {
    return <FlagNotice flag={flag} run={archive.run} planName={archive.plan.name} />;
  }
  if (archive.without.length > 0) {
    return (
      <Alert tone="warning" title={`Without ${archive.without.join(", ")}`} actions={others}>
        The run could not read {archive.without.length === 1 ? "this source" : "these sources"}; all
        others are complete. It counts for no rule and lets nothing go.{" "}
        <Link href={`/runs/${archive.run.number}`} className="link">
          What happened
        </Link>
      </Alert>
    );
  }
  return flag ? <FlagNotice flag={flag} run={archive.run} planName={archive.plan.name} /> : null;
}
