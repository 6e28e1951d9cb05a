"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { type PlatformId, platformIds, platformNames } from "#lib/platforms/schema";
import { choosePlatformAction } from "./actions.ts";
import type { RemedyProps } from "./remedies.tsx";

/** A platform to try next; those that something speaks for come first. */
export function PlatformChoice({
  deviceId,
  main,
  pending,
  mend,
  candidates,
}: RemedyProps & { candidates: readonly PlatformId[] }) {
  const label = useId();
  const others = platformIds.filter((id) => !candidates.includes(id));
  const [chosen, choose] = useState<PlatformId | "">(candidates[0] ?? "");
  const act = () => choosePlatformAction({ deviceId, platform: chosen === "" ? null : chosen });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label htmlFor={label} className="sr-only">
        Platform
      </label>
      <Select
        id={label}
        value={chosen}
        className="md:w-48"
        onChange={(event) => choose(platformIds.find((id) => id === event.target.value) ?? "")}
      >
        <option value="">Choose a platform</option>
        {[...candidates, ...others].map((id) => (
          <option key={id} value={id}>
            {platformNames[id]}
          </option>
        ))}
      </Select>
      <Button
        size="sm"
        variant={main ? "primary" : "outline"}
        pending={pending}
        disabledBecause={chosen === "" ? "Choose a platform first." : null}
        onClick={() => mend(act)}
      >
        Use it and test again
      </Button>
    </div>
  );
}
