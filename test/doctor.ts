import { checkKey } from "#lib/access";
import { examine, type Finding, type Machine, type Part, thisMachine } from "#lib/doctor";
import { beginOwnVault, beginShift, type Shift } from "#lib/runs";
import { readOrMakeKey } from "#lib/secrets";
import { installation, type TestInstallation } from "./installation.ts";

/** What the shell that tests run in says must not decide. */
export const machine: Machine = { ...thisMachine(), environment: {}, umask: 0o077 };

/** An installation in which what the doctor looks at is well, and the look itself. */
export interface WellInstallation extends TestInstallation {
  shift: Shift | null;
  /** One finding of a part, as this machine or another one gives it. */
  find(part: Part, id: string, other?: Partial<Machine>): Promise<Finding | undefined>;
}

export async function wellInstallation(): Promise<WellInstallation> {
  const made = await installation();
  await beginOwnVault(made.ctx);
  const places = { environment: {}, defaultFile: made.folders.key };
  await checkKey(made.ctx.db, await readOrMakeKey(places), made.clock);
  const shift = await beginShift(made.worker, { pid: process.pid, host: "here" });
  const find = async (part: Part, id: string, other: Partial<Machine> = {}) => {
    const { findings } = await examine(made.ctx, { ...machine, ...other }, [part]);
    return findings.find((each) => each.id === id);
  };
  return { ...made, shift, find };
}
