"use client";

import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { User } from "#lib/access/schema";
import { changePasswordAction } from "./actions.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { useForm } from "./use-form.ts";

interface PasswordDialogProps {
  /** Whose password; `null`: closed. */
  user: User | null;
  isMe: boolean;
  onClose: () => void;
}

export function PasswordDialog({ user, isMe, onClose }: PasswordDialogProps) {
  return (
    <Dialog
      open={user !== null}
      onOpenChange={(open) => !open && onClose()}
      title={isMe ? "Change your password" : `Change the password of ${user?.name ?? ""}`}
      description={
        isMe ? "Your other browsers are signed out." : "Every session of this user ends at once."
      }
    >
      {user ? <PasswordForm userId={user.id} isMe={isMe} onClose={onClose} /> : null}
    </Dialog>
  );
}

interface PasswordFormProps {
  userId: string;
  isMe: boolean;
  onClose: () => void;
}

function PasswordForm({ userId, isMe, onClose }: PasswordFormProps) {
  const { submit, pending, failure, fields } = useForm(changePasswordAction, () => {
    toast.success("Password changed.");
    onClose();
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <input type="hidden" name="userId" value={userId} />
      {isMe ? (
        <Field label="Current password" error={fields.current}>
          {(control) => (
            <Input {...control} name="current" type="password" autoComplete="current-password" />
          )}
        </Field>
      ) : null}
      <NewPasswordField error={fields.password} />
      {failure ? <Problem failure={failure} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go back</Button>
        <Button type="submit" variant="primary" pending={pending}>
          Change password
        </Button>
      </div>
    </form>
  );
}
