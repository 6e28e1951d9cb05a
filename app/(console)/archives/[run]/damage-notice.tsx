import type { ReactNode } from "react";
import { BackUpButton } from "#components/back-up";
import { Alert } from "#components/ui/alert";

interface DamageNoticeProps {
  planId: string;
  /** What cannot be read, as the check found it. */
  damaged: string;
  /** Where good archives are. */
  others: ReactNode;
}

/** What of an archive cannot be read any more, what still can, and what may mend it. */
export function DamageNotice({ planId, damaged, others }: DamageNoticeProps) {
  return (
    <Alert
      tone="failure"
      title="This archive is damaged"
      actions={
        <>
          <BackUpButton planId={planId} size="sm" variant="outline">
            Run the plan now
          </BackUpButton>
          {others}
        </>
      }
    >
      {damaged}. All else can still be read, file by file; the download of the whole breaks off
      there, and retention does not count it. A run of the plan makes it whole again where the
      source still gives the same bytes.
    </Alert>
  );
}
