"use client";

import { useTransition } from "react";
import { formatDuration } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Problem } from "#components/ui/alert";
import { Button, buttonVariants } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import type { Tested } from "#lib/notify/schema";
import { allowAddressAction } from "./actions.ts";
import { WordForWord } from "./word-for-word.tsx";
import { channelAddress } from "./words.ts";

interface TestedAnswerProps {
  tested: Tested | null;
  failure: FailureReport | null;
  /** The address was allowed: the test is worth another try. */
  onAllowed: () => void;
  /** Where the channel is corrected; absent: here. */
  channel?: string;
}

/** What a test came to, word for word, with the way on. */
export function TestedAnswer({ tested, failure, onAllowed, channel }: TestedAnswerProps) {
  return (
    <div role="status" className="contents">
      {failure ? <Problem failure={failure} consequence="Nothing was sent." /> : null}
      {tested ? <AnswerOf tested={tested} onAllowed={onAllowed} channel={channel} /> : null}
    </div>
  );
}

function AnswerOf({
  tested: { ok, answer, durationMs, at },
  onAllowed,
  channel,
}: {
  tested: Tested;
  onAllowed: () => void;
  channel: string | undefined;
}) {
  const text = answer.text || answer.words;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p>
        <b className={ok ? "font-semibold text-success" : "font-semibold"}>
          {ok ? "Delivered." : "Nothing was delivered."}
        </b>{" "}
        <span className="text-muted-foreground">
          Tested <Time at={at} as="seconds" />, {answer.text ? "answered" : "given up"} after{" "}
          {formatDuration(durationMs)}:
        </span>
      </p>
      <WordForWord label="Answer of the channel" text={text} />
      {answer.next ? <p className="text-muted-foreground">{answer.next}</p> : null}
      <div className="flex flex-wrap gap-2">
        {answer.allow ? <AllowAddress address={answer.allow} onAllowed={onAllowed} /> : null}
        {!ok && channel && !answer.allow ? (
          <Link
            href={channelAddress(channel)}
            className={buttonVariants({ size: "sm", variant: "primary" })}
          >
            Correct this channel
          </Link>
        ) : null}
        <CopyButton text={text}>Copy</CopyButton>
      </div>
    </div>
  );
}

/** Lets messages go to one address inside the network, then tries again. */
function AllowAddress({ address, onAllowed }: { address: string; onAllowed: () => void }) {
  const [pending, startTransition] = useTransition();
  const allow = () =>
    startTransition(async () => {
      const outcome = await allowAddressAction({ address });
      if (!outcome.ok) {
        toast.error(outcome.failure.sentence, { description: outcome.failure.next });
        return;
      }
      toast(`Messages may go to ${address} now.`);
      onAllowed();
    });
  return (
    <Button size="sm" variant="primary" pending={pending} onClick={allow}>
      Allow {address}
    </Button>
  );
}
