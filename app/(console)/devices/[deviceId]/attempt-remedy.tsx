"use client";

import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import type { CaptureFailure } from "#lib/versions/schema";
import { allowAlgorithmsAction, raiseTimeOutAction } from "../connection-test/actions.ts";
import { useBackUpDevice } from "./back-up-of-device.tsx";

/** What a device that is slow is given instead of the usual limit. */
const longerSeconds = { "device-silent": 120, "device-slow": 900 } as const;

/** The fix of a failed attempt: by one press and another attempt, or the place where it is made. */
export function AttemptRemedy({
  deviceId,
  failure,
}: {
  deviceId: string;
  failure: CaptureFailure;
}) {
  const { pending, backUp } = useBackUpDevice();
  const { cause, algorithms = [] } = failure;
  const press = (words: string, mend?: Parameters<typeof backUp>[0], title?: string) => (
    <Button
      size="sm"
      variant="primary"
      pending={pending}
      title={title}
      onClick={() => backUp(mend)}
      className="max-md:h-auto max-md:min-h-11 max-md:shrink max-md:py-2 max-md:whitespace-normal"
    >
      {words}
    </Button>
  );
  if (cause === "kex" && algorithms.length > 0) {
    const what = algorithms.length === 1 ? algorithms[0] : `${algorithms.length} old algorithms`;
    const words = `Allow ${what} and try again`;
    return press(
      words,
      () => allowAlgorithmsAction({ deviceId, algorithms }),
      algorithms.join(", "),
    );
  }
  if (cause === "device-silent" || cause === "device-slow") {
    const limit =
      cause === "device-silent" ? ("silentSeconds" as const) : ("commandSeconds" as const);
    const seconds = longerSeconds[cause];
    return press(`Allow ${seconds} s and try again`, () =>
      raiseTimeOutAction({ deviceId, limit, seconds }),
    );
  }
  if (cause === "host-key") return press("Try again"); // it was decided since
  const place = places[cause] ?? { words: "Test the connection", href: "#connection" };
  const href = place.href === "edit" ? `/devices/${deviceId}/edit` : place.href;
  const style = buttonVariants({ size: "sm", variant: "primary" });
  if (href.startsWith("#")) {
    return (
      <a href={href} className={style}>
        {place.words}
      </a>
    );
  }
  return (
    <Link href={href} className={style}>
      {place.words}
    </Link>
  );
}

const credential = { words: "Correct the credential", href: "/credentials" };
const address = { words: "Change the address", href: "edit" };

/** Where a person has to look or decide first. */
const places: Partial<Record<string, { words: string; href: string }>> = {
  auth: credential,
  "auth-method": credential,
  "credential-paused": credential,
  "no-privilege": credential,
  dns: address,
  "target-refused": address,
  "not-ssh": { words: "Change the port", href: "edit" },
};
