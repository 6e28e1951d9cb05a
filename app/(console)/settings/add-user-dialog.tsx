"use client";

import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { toast } from "#components/ui/toast";
import { UserNameField } from "#components/user-name-field";
import { addUserAction } from "./actions.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { useForm } from "./use-form.ts";

interface AddUserDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddUserDialog({ open, onOpenChange }: AddUserDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a user"
      description="They can sign in at once. Tell them the password by another way than mail."
    >
      <AddUserForm onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function AddUserForm({ onClose }: { onClose: () => void }) {
  const { submit, pending, failure, fields } = useForm(addUserAction, () => {
    toast.success("User added.");
    onClose();
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <UserNameField autoComplete="off" error={fields.name} />
      <NewPasswordField error={fields.password} />
      {failure ? <Problem failure={failure} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go back</Button>
        <Button type="submit" variant="primary" pending={pending}>
          Add user
        </Button>
      </div>
    </form>
  );
}
