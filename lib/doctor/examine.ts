import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import { checkAddresses } from "./checks/addresses.ts";
import { checkClock } from "./checks/clock.ts";
import { checkDatabase } from "./checks/database.ts";
import { checkDisks } from "./checks/disk.ts";
import { checkKeyFile } from "./checks/key.ts";
import { checkMail } from "./checks/mail.ts";
import { checkPermissions } from "./checks/permissions.ts";
import { checkPrograms } from "./checks/programs.ts";
import { checkVaultState } from "./checks/vault.ts";
import { checkWorker } from "./checks/worker.ts";
import { bad } from "./finding.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { type Examination, type Finding, findingStates } from "./schema.ts";

type Check = (ctx: Context, machine: Machine) => Finding[] | Promise<Finding[]>;

/** A part of what is looked at. */
export type Part = (typeof checks)[number]["id"];

/** What is looked at, in the order in which it is told where nothing is wrong. */
const checks = [
  { id: "worker", title: "Worker", check: checkWorker },
  { id: "vault", title: "Vault", check: checkVaultState },
  { id: "database", title: "Database", check: checkDatabase },
  { id: "key", title: "Key", check: checkKeyFile },
  { id: "disk", title: "Disk", check: checkDisks },
  { id: "files", title: "Permissions", check: checkPermissions },
  { id: "clock", title: "Clock", check: checkClock },
  {
    id: "web",
    title: "Addresses",
    check: (_: Context, machine: Machine) => checkAddresses(machine),
  },
  { id: "mail", title: "Mail", check: checkMail },
  {
    id: "programs",
    title: "Programs",
    check: (_: Context, machine: Machine) => checkPrograms(machine),
  },
] as const satisfies readonly { id: string; title: string; check: Check }[];

/**
 * Looks the installation over: what it stands on, and whether that holds. Nothing is changed, but
 * for files written to see whether they can be, which are gone afterwards. A look that cannot be
 * taken is a finding, never an end.
 *
 * @param machine what the process that looks is; by default this one. What the environment says is
 *   what was said to this process: the console knows its own, the command line that of its shell.
 * @param only the parts to look at; by default all
 */
export async function examine(
  ctx: Context,
  machine: Machine = thisMachine(),
  only: readonly Part[] = checks.map(({ id }) => id),
): Promise<Examination> {
  allow(ctx, "health:read");
  const looked = await Promise.all(
    checks.map(async ({ id, title, check }) => {
      if (!only.includes(id)) return [];
      try {
        return await check(ctx, machine);
      } catch (error) {
        const { message, next } = asFailure(error);
        const sentence = `It could not be looked at: ${message}`;
        return [bad({ id: `${id}.look`, title }, { sentence, remedy: next })];
      }
    }),
  );
  const found = looked.flat();
  const findings = findingStates.flatMap((state) => found.filter((each) => each.state === state));
  const count = (state: Finding["state"]) => found.filter((each) => each.state === state).length;
  return {
    at: ctx.clock.now(),
    findings,
    counts: {
      bad: count("bad"),
      warning: count("warning"),
      unknown: count("unknown"),
      good: count("good"),
    },
  };
}
