"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import type { Credential } from "#lib/inventory/schema";
import { deviceAddress } from "../devices/[deviceId]/list-state.ts";
import { CredentialDialog } from "./credential-dialog.tsx";

/** What was refused, and where one comes from: the page of a device, or that of a run. */
export interface Correction {
  credential: Credential;
  device: { id: string; name: string };
  run: number | null;
}

/** Opens the credential that a device refused; once it is saved, leads back or tries it there. */
export function CorrectCredential({
  correction: { credential, device, run },
  taken,
}: {
  correction: Correction;
  taken: string[];
}) {
  const router = useRouter();
  const [step, setStep] = useState<"edit" | "saved" | "left">("edit");
  const back = run === null ? deviceAddress(device.id) : `/runs/${run}`;
  const leave = () => {
    setStep("left");
    router.push(back);
  };
  return (
    <>
      <CredentialDialog
        edited={step === "edit" ? credential : null}
        taken={taken}
        onClose={() => (step === "edit" ? leave() : undefined)}
        onSaved={() => setStep("saved")}
      />
      <Dialog
        reads
        open={step === "saved"}
        onOpenChange={(open) => (open || step !== "saved" ? undefined : leave())}
        title={`${credential.name} was changed`}
        description={usedNext(credential, device.name)}
        footer={
          <>
            <Link href={back} className={buttonVariants()}>
              Back to {run === null ? device.name : `run ${run}`}
            </Link>
            {/* Loads the page anew: the test begins at once, and is asked of the address one is at. */}
            <a
              href={`${deviceAddress(device.id, { test: "now" })}#connection`}
              className={buttonVariants({ variant: "primary" })}
            >
              Test it on {device.name}
            </a>
          </>
        }
      />
    </>
  );
}

function usedNext({ usedBy }: Credential, device: string): string {
  const others = usedBy.length - 1;
  if (others < 1) return `Nothing was sent to ${device} yet.`;
  const which = others === 1 ? "one other device" : `${others} other devices`;
  return `Nothing was sent yet. ${device} and ${which} sign in with the new one from now on.`;
}
