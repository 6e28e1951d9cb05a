"use client";

import { Plus } from "lucide-react";
import { useState, useTransition } from "react";
import { plural } from "#components/format";
import { Glyph } from "#components/glyph";
import { Avatar } from "#components/shell/account-menu";
import { Time } from "#components/time";
import { Tag } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Cell, Column, SubLine, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import { toast } from "#components/ui/toast";
import type { User } from "#lib/access/schema";
import { disableUserAction, enableUserAction } from "./actions.ts";
import { AddUserDialog } from "./add-user-dialog.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

type Listed = User & { sessions: number };

/** Everybody who may sign in, and what can be done about it. */
export function UserTable({ users, me }: { users: Listed[]; me: string }) {
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<User | null>(null);
  return (
    <Card
      title="Users"
      aside={
        <Button size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" />
          Add user
        </Button>
      }
      footer="Every user is an administrator. Disabling ends all sessions of a user at once."
    >
      <Table label="Users" cards>
        <TableHead>
          <Column>User</Column>
          <Column>State</Column>
          <Column>Last sign-in</Column>
          <Column>Sessions</Column>
          <Column>
            <span className="sr-only">Actions</span>
          </Column>
        </TableHead>
        <TableBody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} isMe={user.id === me} onChange={setChanging} />
          ))}
        </TableBody>
      </Table>
      <AddUserDialog open={adding} onOpenChange={setAdding} />
      <PasswordDialog
        user={changing}
        isMe={changing?.id === me}
        onClose={() => setChanging(null)}
      />
    </Card>
  );
}

interface UserRowProps {
  user: Listed;
  isMe: boolean;
  onChange: (user: User) => void;
}

function UserRow({ user, isMe, onChange }: UserRowProps) {
  const [pending, startTransition] = useTransition();
  const toggle = () =>
    startTransition(async () => {
      const change = user.disabledAt ? enableUserAction : disableUserAction;
      const outcome = await change({ id: user.id });
      if (outcome.ok) return;
      toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return (
    <TableRow>
      <Cell className="font-medium">
        <span className="flex items-center gap-2.5">
          <Avatar name={user.name} />
          <span className="min-w-0 wrap-anywhere">{user.name}</span>
          {isMe ? <Tag>you</Tag> : null}
        </span>
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-1">
        <span className="flex items-center gap-1.5">
          <Glyph
            name={user.disabledAt ? "run-cancelled" : "run-succeeded"}
            className={user.disabledAt ? "text-neutral" : "text-success"}
          />
          {user.disabledAt ? "Disabled" : "Enabled"}
        </span>
      </Cell>
      <Cell className="max-md:col-span-2 max-md:text-xs">
        <span className="text-muted-foreground md:hidden">Last sign-in </span>
        {user.lastSignInAt ? <Time at={user.lastSignInAt} as="moment" /> : "never"}
        {user.lastSignInFrom ? (
          <SubLine className="font-mono">{user.lastSignInFrom}</SubLine>
        ) : null}
      </Cell>
      <Cell className="max-md:col-span-2 max-md:text-xs">
        {user.sessions === 0 ? "none" : plural(user.sessions, "open session")}
      </Cell>
      <Cell className="max-md:col-span-2 max-md:mt-2">
        <span className="flex flex-wrap justify-end gap-2 max-md:justify-start">
          <Button
            size="sm"
            onClick={() => onChange(user)}
            aria-label={`Change the password of ${user.name}`}
          >
            Change password
          </Button>
          <Button
            size="sm"
            pending={pending}
            onClick={toggle}
            aria-label={`${user.disabledAt ? "Enable" : "Disable"} ${user.name}`}
          >
            {user.disabledAt ? "Enable" : "Disable"}
          </Button>
        </span>
      </Cell>
    </TableRow>
  );
}
