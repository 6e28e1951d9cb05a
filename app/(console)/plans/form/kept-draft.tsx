"use client";

import type { PlanDraft } from "../draft.ts";

/** Raised when the shape of a draft changes, so that an older one is not read. */
const shape = 2;

/** Which form a draft belongs to, and the state of the plan it began from. */
export interface DraftOwner {
  /** `null`: a plan that does not exist yet. */
  planId: string | null;
  updatedAt: Date | null;
}

/** A draft that this tab kept: after a session ended, a reload, a step away. `null` without one. */
export function readKeptDraft(owner: DraftOwner): PlanDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(owner)) ?? "null");
    return kept?.shape === shape && kept.updatedAt === stampOf(owner) ? kept.draft : null;
  } catch {
    return null; // a browser without storage keeps no drafts
  }
}

export function keepDraft(owner: DraftOwner, draft: PlanDraft): void {
  try {
    const kept = JSON.stringify({ shape, updatedAt: stampOf(owner), draft });
    sessionStorage.setItem(keyOf(owner), kept);
  } catch {
    // Full or forbidden storage loses a comfort, not a plan.
  }
}

export function dropDraft(owner: DraftOwner): void {
  try {
    sessionStorage.removeItem(keyOf(owner));
  } catch {
    // Nothing was kept then.
  }
}

function keyOf({ planId }: DraftOwner): string {
  return `holdfast-plan-draft:${planId ?? "new"}`;
}

function stampOf({ updatedAt }: DraftOwner): string | null {
  return updatedAt?.toISOString() ?? null;
}
