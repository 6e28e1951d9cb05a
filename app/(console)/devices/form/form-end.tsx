"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "#components/link";
import { Problem } from "#components/ui/alert";
import { Button, buttonVariants } from "#components/ui/button";
import { ErrorSummary } from "#components/ui/field";
import type { DeviceForm } from "./use-device-form.ts";

const labels: Record<string, string> = {
  address: "Address",
  port: "Port",
  secret: "Secret once more",
  platform: "Platform",
  credentialId: "Credential",
  "credential-username": "User",
  "credential-password": "Password",
  "credential-name": "Name of the credential",
  "credential-enable": "Enable password",
  "credential-privateKey": "Private key",
  "credential-passphrase": "Passphrase",
  name: "Name",
  tags: "Tags",
  site: "Site",
  notes: "Notes",
  hostKey: "Host key",
  silentSeconds: "Longest silence",
  commandSeconds: "Longest command",
};

/** What keeps the form from being saved, and its buttons. */
export function FormEnd({
  form,
  save,
  back,
  children,
}: {
  form: DeviceForm;
  /** Verb and object. */
  save: string;
  /** Where it is left to. */
  back: string;
  /** What somebody else did meanwhile. */
  children?: ReactNode;
}) {
  const { problems, failure, pending, summary } = form;
  const list = Object.entries(labels).flatMap(([id, label]) =>
    id in problems ? [{ id, label }] : [],
  );
  return (
    <div className="flex flex-col gap-3 border-t p-4 md:px-5">
      <div ref={summary} tabIndex={-1} className="flex flex-col gap-2 outline-none empty:hidden">
        <ErrorSummary fields={list} />
        {failure ? <SaveFailure form={form} /> : null}
        {children}
      </div>
      <div className="flex flex-wrap justify-end gap-2 max-md:[&>*]:flex-1">
        <Link href={back} className={buttonVariants()}>
          Go back
        </Link>
        <Button type="submit" variant="primary" pending={pending}>
          {save}
        </Button>
      </div>
    </div>
  );
}

function SaveFailure({ form: { failure } }: { form: DeviceForm }) {
  const pathname = usePathname();
  if (!failure) return null;
  return (
    <Problem
      failure={failure}
      consequence="Nothing was saved."
      action={
        failure.cause === "signed-out" ? (
          <Link
            href={`/sign-in?back=${encodeURIComponent(pathname)}`}
            className={buttonVariants({ size: "sm", variant: "primary" })}
          >
            Sign in
          </Link>
        ) : null
      }
    />
  );
}
