"use client";

import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import type { CaptureFailure } from "#lib/versions/schema";
import { allowAlgorithmsAction, raiseLimitAction } from "../remedies/actions.ts";
import { mendOf, placeAddress } from "../remedies/words.ts";
import { useBackUpDevice } from "./back-up-of-device.tsx";

/** The fix of a failed attempt: by one press and another attempt, or the place where it is made. */
export function AttemptRemedy({
  deviceId,
  failure,
}: {
  deviceId: string;
  failure: CaptureFailure;
}) {
  const { pending, backUp } = useBackUpDevice();
  const press = (words: string, first?: Parameters<typeof backUp>[0], title?: string) => (
    <Button
      size="sm"
      variant="primary"
      pending={pending}
      title={title}
      onClick={() => backUp(first)}
      className="max-md:h-auto max-md:min-h-11 max-md:shrink max-md:py-2 max-md:whitespace-normal"
    >
      {words}
    </Button>
  );
  if (failure.cause === "host-key") return press("Try again"); // it was decided since
  const mend = mendOf(failure);
  if (mend.kind === "allow") {
    const { algorithms, what } = mend;
    const allowed = [{ deviceId, algorithms }];
    const act = () => allowAlgorithmsAction({ devices: allowed });
    return press(`Allow ${what} and try again`, act, algorithms.join(", "));
  }
  if (mend.kind === "longer") {
    const { limit, seconds } = mend;
    const act = () => raiseLimitAction({ ids: [deviceId], limit, seconds });
    return press(`Allow ${seconds} s and try again`, act);
  }
  const style = buttonVariants({ size: "sm", variant: "primary" });
  if (mend.at === "connection") {
    return (
      <a href="#connection" className={style}>
        {mend.words}
      </a>
    );
  }
  return (
    <Link href={placeAddress(mend.at, deviceId)} className={style}>
      {mend.words}
    </Link>
  );
}
