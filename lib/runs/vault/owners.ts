import type { Context } from "#lib/context";
import { deadOwners } from "../work/lease.ts";

/** Who does something in the vault: temporary files carry it. */
export interface VaultOwner {
  owner: string;
  term: number;
}

const processShape = /^process-(\d+)$/;

/** This process where it is no worker, such as a command or the console. */
export function thisProcess(): VaultOwner {
  return { owner: `process-${process.pid}`, term: 0 };
}

/** Tells who may still be at work in the vault; `me` always is. */
export async function ownersAtWork(ctx: Context, me: string): Promise<(owner: string) => boolean> {
  const dead = await deadOwners(ctx, me);
  return (owner) => {
    const pid = processShape.exec(owner)?.[1];
    if (owner === me) return true;
    return pid === undefined ? !dead.has(owner) : isRunning(Number(pid));
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
