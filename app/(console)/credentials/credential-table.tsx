"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { plural } from "#components/format";
import { Link } from "#components/link";
import { Status, type StatusLook } from "#components/status";
import { Time } from "#components/time";
import { IconButton } from "#components/ui/button";
import { Card } from "#components/ui/card";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu";
import { Cell, Column, SubLine, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import { toast } from "#components/ui/toast";
import type { Credential } from "#lib/inventory/schema";
import { removeCredentialAction } from "./actions.ts";
import { CredentialDialog } from "./credential-dialog.tsx";
import { secretFields, secretWords } from "./draft.ts";
import { NeverShown } from "./never-shown.tsx";

const namesShown = 2;

/** Every credential with what it holds, who uses it, and when it last opened a device. */
export function CredentialTable({ credentials }: { credentials: Credential[] }) {
  const [edited, setEdited] = useState<Credential | null>(null);
  const [removed, setRemoved] = useState<Credential | null>(null);
  return (
    <Card aria-label="Credentials">
      <Table label="Credentials" cards>
        <TableHead>
          <Column>State</Column>
          <Column>Credential</Column>
          <Column>User</Column>
          <Column>Holds</Column>
          <Column>Used by</Column>
          <Column>Last success</Column>
          <Column>
            <span className="sr-only">Actions</span>
          </Column>
        </TableHead>
        <TableBody>
          {credentials.map((credential) => (
            <CredentialRow
              key={credential.id}
              credential={credential}
              onEdit={() => setEdited(credential)}
              onRemove={() => setRemoved(credential)}
            />
          ))}
        </TableBody>
      </Table>
      <CredentialDialog
        edited={edited}
        taken={credentials.map(({ name }) => name)}
        onClose={() => setEdited(null)}
      />
      <RemoveCredential credential={removed} onClose={() => setRemoved(null)} />
    </Card>
  );
}

interface RowProps {
  credential: Credential;
  onEdit: () => void;
  onRemove: () => void;
}

function CredentialRow({ credential, onEdit, onRemove }: RowProps) {
  const { id, name, username, holds, usedBy, acceptedAt } = credential;
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-2">
        <Status look={lookOf(credential)} />
      </Cell>
      <Cell className="max-md:col-start-1 max-md:row-start-1">
        <button
          type="button"
          data-shortcut="e"
          onClick={onEdit}
          className="rounded-sm text-left font-medium hover:underline"
        >
          {name}
        </button>
      </Cell>
      <Cell className="font-mono text-xs max-md:col-span-2 max-md:row-start-3">
        <span className="font-sans text-muted-foreground md:hidden">User </span>
        {username}
      </Cell>
      <Cell className="max-md:col-span-2 max-md:row-start-4 max-md:mt-1">
        <span className="flex flex-wrap gap-1">
          {secretFields
            .filter((field) => holds[field])
            .map((field) => (
              <NeverShown key={field}>{secretWords[field].toLowerCase()}</NeverShown>
            ))}
        </span>
      </Cell>
      <Cell className="max-md:col-span-2 max-md:row-start-5 max-md:mt-1 max-md:text-xs">
        <UsedBy id={id} names={usedBy} />
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-span-2 max-md:row-start-6 max-md:text-xs">
        <span className="text-muted-foreground md:hidden">Last success </span>
        {acceptedAt ? <Time at={acceptedAt} /> : "none yet"}
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-1 max-md:justify-self-end">
        <RowMenu name={name} onEdit={onEdit} onRemove={onRemove} />
      </Cell>
    </TableRow>
  );
}

function lookOf({ usedBy, acceptedAt }: Credential): StatusLook {
  if (acceptedAt) return { glyph: "run-succeeded", tone: "success", word: "Accepted" };
  const word = usedBy.length > 0 ? "Not accepted yet" : "Not used";
  return { glyph: "run-queued", tone: "neutral", word };
}

function UsedBy({ id, names }: { id: string; names: string[] }) {
  if (names.length === 0) return <span className="text-muted-foreground">no device</span>;
  const shown = names.slice(0, namesShown).join(", ");
  const more = names.length - namesShown;
  return (
    <>
      <Link href={`/devices?credential=${id}`} className="link tabular-nums">
        {plural(names.length, "device")}
      </Link>
      <SubLine>
        {shown}
        {more > 0 ? ` and ${more} more` : ""}
      </SubLine>
    </>
  );
}

function RowMenu({ name, onEdit, onRemove }: Omit<RowProps, "credential"> & { name: string }) {
  return (
    <span className="flex justify-end">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton size="sm" label={`More about ${name}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={onEdit}>
            <Pencil aria-hidden="true" />
            Change
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={onRemove}>
            <Trash2 aria-hidden="true" />
            Remove
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </span>
  );
}

/** Removing is refused while a device uses it; the dialog says which. */
function RemoveCredential({
  credential,
  onClose,
}: {
  credential: Credential | null;
  onClose: () => void;
}) {
  const used = credential ? credential.usedBy.length > 0 : false;
  return (
    <ConfirmDialog
      open={credential !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Remove the credential ${credential?.name ?? ""}?`}
      description={
        used
          ? "Devices use it, so it cannot be removed. Give them another credential first."
          : "What it holds is forgotten and cannot be brought back. No device uses it."
      }
      confirm="Remove credential"
      onConfirm={async () => {
        const outcome = await removeCredentialAction({ id: credential?.id ?? "" });
        if (outcome.ok) toast(`${credential?.name} was removed.`);
        return outcome;
      }}
    >
      {used ? (
        <p>
          Used by {credential?.usedBy.slice(0, 8).join(", ")}
          {(credential?.usedBy.length ?? 0) > 8 ? " and others" : ""}.
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
