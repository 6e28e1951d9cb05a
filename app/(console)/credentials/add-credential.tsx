"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CredentialDialog } from "./credential-dialog.tsx";

/** The way to a new credential. `taken` are the names of those there are. */
export function AddCredential({ taken }: { taken: string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" className="max-md:flex-1" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Add credential
      </Button>
      <CredentialDialog edited={open ? "new" : null} taken={taken} onClose={() => setOpen(false)} />
    </>
  );
}
