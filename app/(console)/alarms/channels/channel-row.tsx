"use client";

import { Link } from "#components/link";
import { Status } from "#components/status";
import { Time } from "#components/time";
import { Button } from "#components/ui/button";
import { Row } from "#components/ui/card";
import type { Channel } from "#lib/notify/schema";
import { TestedAnswer } from "./tested-answer.tsx";
import { useTest } from "./use-test.ts";
import { channelAddress, channelLook } from "./words.ts";

/** One channel in the list, and below it the answer to a test. */
export function ChannelRow({ channel }: { channel: Channel }) {
  const { id, name, kindName, enabled, refusingSince, lastDeliveredAt } = channel;
  const { tested, failure, pending, test } = useTest();
  return (
    <Row className="flex flex-col gap-2.5">
      <div className="flex items-start gap-2.5">
        <Status look={channelLook(channel)} bare className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <p className="wrap-anywhere">
            <Link href={channelAddress(id)} className="font-medium hover:underline">
              {name}
            </Link>{" "}
            <span className="text-xs text-muted-foreground">{kindName}</span>
          </p>
          <p className="text-xs text-muted-foreground">
            {enabled ? null : "Disabled. "}
            {refusingSince ? (
              <>
                Refusing since <Time at={refusingSince} as="moment" />
              </>
            ) : lastDeliveredAt ? (
              <>
                Last delivered <Time at={lastDeliveredAt} as="moment" />
              </>
            ) : (
              "Nothing delivered yet"
            )}
          </p>
        </div>
        <Button
          size="sm"
          pending={pending}
          aria-label={`Test ${name}`}
          onClick={() => test({ id })}
        >
          Test
        </Button>
      </div>
      <TestedAnswer
        tested={tested}
        failure={failure}
        onAllowed={() => test({ id })}
        name={name}
        channel={id}
      />
    </Row>
  );
}
