"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import type { Remedy, RemedyKind } from "#lib/runs/schema";
import { HostKeyDecision } from "../host-key/host-key-decision.tsx";
import {
  allowAlgorithmsAction,
  backUpDevicesAction,
  raiseLimitAction,
} from "../remedies/actions.ts";
import { placeAddress } from "../remedies/words.ts";
import { choosePlatformAction } from "./actions.ts";
import { CredentialChoice } from "./credential-choice.tsx";
import { PlatformChoice } from "./platform-choice.tsx";

type Outcome = { ok: true } | { ok: false; failure: FailureReport };

/** What every remedy can do. */
export interface RemedyProps {
  deviceId: string;
  /** The likeliest one is the main button. */
  main: boolean;
  pending: boolean;
  again(): void;
  /** Mends the cause, then tests again. */
  mend(act: () => Promise<Outcome>): void;
}

/** The ways out of a test that failed, the likeliest first; each says what it does. */
export function Remedies({
  deviceId,
  remedies,
  again,
}: {
  deviceId: string;
  remedies: readonly Remedy[];
  again: () => void;
}) {
  const [pending, begin] = useTransition();
  const mend = (act: () => Promise<Outcome>) =>
    begin(async () => {
      const done = await act();
      if (done.ok) again();
      else toast.error(done.failure.sentence, { description: done.failure.next });
    });
  return (
    <ul className="flex flex-col gap-3" aria-label="What may mend it">
      {remedies.map((remedy, index) => (
        <li key={remedy.kind} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <RemedyButton
            remedy={remedy}
            {...{ deviceId, pending, mend, again, main: index === 0 }}
          />
          <p className="min-w-0 text-pretty text-muted-foreground">{remedy.why}</p>
        </li>
      ))}
    </ul>
  );
}

function RemedyButton({ remedy, ...props }: RemedyProps & { remedy: Remedy }): ReactNode {
  const { deviceId, mend } = props;
  switch (remedy.kind) {
    case "allow-legacy": {
      const { algorithms } = remedy;
      const act = () => allowAlgorithmsAction({ devices: [{ deviceId, algorithms }] });
      return <Act {...props} label="Allow for this device" onClick={() => mend(act)} />;
    }
    case "raise-time-out": {
      const { limit, seconds } = remedy;
      const act = () => raiseLimitAction({ ids: [deviceId], limit, seconds });
      return <Act {...props} label={`Raise the limit to ${seconds} s`} onClick={() => mend(act)} />;
    }
    case "detect-platform": {
      const act = () => choosePlatformAction({ deviceId, platform: null });
      return <Act {...props} label="Detect the platform" onClick={() => mend(act)} />;
    }
    case "try-again":
      return <Act {...props} label="Test again" onClick={() => mend(async () => ({ ok: true }))} />;
    case "choose-platform":
      return <PlatformChoice {...props} candidates={remedy.candidates} />;
    case "another-credential":
      return <CredentialChoice {...props} />;
    case "trust-key": {
      const question = { deviceId, pinned: remedy.pinned, seen: remedy.fingerprint };
      return <HostKeyDecision question={question} onTrusted={props.again} />;
    }
    case "back-up":
      return <BackUp {...props} />;
    default:
      return <Place {...props} remedy={remedy} />;
  }
}

function Act({
  label,
  main,
  pending,
  onClick,
}: Pick<RemedyProps, "main" | "pending"> & { label: string; onClick: () => void }) {
  return (
    <Button size="sm" variant={main ? "primary" : "outline"} pending={pending} onClick={onClick}>
      {label}
    </Button>
  );
}

/** A run puts the text aside; its page says so and leads on. */
function BackUp({ deviceId, main }: RemedyProps) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const backUp = () =>
    begin(async () => {
      const asked = await backUpDevicesAction({ deviceIds: [deviceId] });
      if (asked.ok) router.push(`/runs/${asked.value.number}`);
      else toast.error(asked.failure.sentence, { description: asked.failure.next });
    });
  return <Act main={main} pending={pending} label="Back up now" onClick={backUp} />;
}

type PlaceKind = Extract<
  RemedyKind,
  "change-credential" | "other-address" | "other-port" | "accept-quarantined"
>;

const words: Record<PlaceKind, string> = {
  "change-credential": "Correct the credential",
  "other-address": "Change the address",
  "other-port": "Change the port",
  "accept-quarantined": "Look at the version",
};

/** What needs more than a press is done where it belongs. */
function Place({
  deviceId,
  main,
  remedy,
}: RemedyProps & { remedy: Extract<Remedy, { kind: PlaceKind }> }) {
  const style = buttonVariants({ size: "sm", variant: main ? "primary" : "outline" });
  return (
    <Link href={placeOf(deviceId, remedy)} className={style}>
      {words[remedy.kind]}
    </Link>
  );
}

function placeOf(deviceId: string, remedy: Extract<Remedy, { kind: PlaceKind }>): string {
  if (remedy.kind === "change-credential") return placeAddress("credential", deviceId);
  if (remedy.kind === "accept-quarantined") return `/devices/${deviceId}?version=${remedy.number}`;
  return placeAddress("edit", deviceId);
}
