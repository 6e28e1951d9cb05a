"use client";

import { formatDuration } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Problem } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import type { FailureReport } from "#lib/failures";
import type { Tested } from "#lib/notify/schema";
import { AllowAddress } from "../../allow-address.tsx";
import { WordForWord } from "./word-for-word.tsx";
import { channelAddress } from "./words.ts";

interface TestedAnswerProps {
  tested: Tested | null;
  failure: FailureReport | null;
  /** The address was allowed: the test is worth another try. */
  onAllowed: () => void;
  /** Of the channel. */
  name: string;
  /** Where the channel is corrected; absent: here. */
  channel?: string;
}

/** What a test came to, word for word, with the way on. */
export function TestedAnswer({ tested, failure, onAllowed, name, channel }: TestedAnswerProps) {
  return (
    <div role="status" className="contents">
      {failure ? <Problem failure={failure} consequence="Nothing was sent." /> : null}
      {tested ? (
        <AnswerOf tested={tested} onAllowed={onAllowed} name={name} channel={channel} />
      ) : null}
    </div>
  );
}

function AnswerOf({
  tested: { ok, answer, durationMs, at },
  onAllowed,
  name,
  channel,
}: {
  tested: Tested;
  onAllowed: () => void;
  name: string;
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
      <WordForWord label={`Answer of ${name}`} text={text} />
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
