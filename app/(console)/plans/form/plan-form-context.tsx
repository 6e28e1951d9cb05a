"use client";

import { createContext, useContext } from "react";
import type { KeepField, PlanDraft, RetentionDraft, ScheduleDraft, SourceDraft } from "../draft.ts";
import type { Trials } from "./use-trials.tsx";

/** A plan that is being changed, as far as its form needs it. */
export interface PlanToChange {
  id: string;
  name: string;
  updatedAt: Date;
  /** "Holdfast itself": name, type and sources are the installation's own. */
  builtIn: boolean;
}

/** Words that devices can be chosen by. */
export interface KnownDevices {
  tags: string[];
  sites: string[];
  /** The first ones. */
  names: string[];
}

/** What the parts of the form share. */
export interface PlanForm {
  /** `null`: the plan does not exist yet. */
  plan: PlanToChange | null;
  draft: PlanDraft;
  /** Changes the draft; what the server said of the field with this id no longer holds. */
  change(id: string, patch: Partial<PlanDraft>): void;
  changeSchedule(patch: Partial<ScheduleDraft>): void;
  changeRetention(patch: Partial<RetentionDraft>): void;
  changeRule(field: KeepField | "keepWithin", value: string): void;
  changeSource(key: string, patch: Partial<SourceDraft>): void;
  /** Sentence of a field that has something wrong, once it was left or the form was sent. */
  problem(id: string): string | undefined;
  /** A field was left: what is wrong with it may be said now. */
  leave(id: string): void;
  trials: Trials;
  /** Tags, sites and names there are, to choose devices by. */
  devices: KnownDevices;
  /** Whether a row is a source as the plan has it, unchanged. */
  isSaved(source: SourceDraft): boolean;
}

const PlanFormContext = createContext<PlanForm | null>(null);
export const PlanFormProvider = PlanFormContext.Provider;

export function usePlanForm(): PlanForm {
  const form = useContext(PlanFormContext);
  if (!form) throw new Error("A part of the plan's form stands outside of it.");
  return form;
}
