import type { Command } from "commander";
import { addUser } from "#lib/access";
import { askNewPassword, readPasswordLine } from "../ask-password.ts";
import { type Asked, command } from "../command.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { out } from "../terminal.ts";

interface AddAsked extends Asked {
  passwordStdin?: boolean;
}

export function userAddCommand(): Command {
  return command("add", {
    description: "Add a person who may sign in",
    example: "npx holdfast user add ada",
  })
    .argument("<NAME>", "the user name to sign in with")
    .option("--password-stdin", "read the password from the first line of standard input")
    .action(userAdd);
}

/** The password is never an option: those are seen by every user of the machine. */
async function userAdd(name: string, asked: AddAsked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const password = asked.passwordStdin ? await readPasswordLine() : await askNewPassword();
    const user = await addUser(ctx, { name, password });
    if (asked.json) printJson({ user: { id: user.id, name: user.name } });
    else out(`${user.name} may sign in now.\n`);
  });
}
