"use client";

import { Plus } from "lucide-react";
import { SourceIcon, sourceKindWords } from "#components/source-kind";
import { Button } from "#components/ui/button";
import { type FormKind, kindsFor, newSource, type PlanDraft } from "../draft.ts";
import { usePlanForm } from "./plan-form-context.tsx";
import { SourceRow } from "./source-row.tsx";

/** The sources of the plan, a row each, and buttons that add one of each kind. */
export function SourcesField() {
  const { draft, change, plan } = usePlanForm();
  if (plan?.builtIn) return <BuiltInSources draft={draft} />;
  const hasDevices = draft.sources.some(({ kind }) => kind === "devices"); // one list a plan
  const add = (kind: FormKind) => {
    const key = freeKey(draft);
    change("sources", { sources: [...draft.sources, newSource(kind, key)] });
    requestAnimationFrame(() => document.getElementById(`${key}-path`)?.focus());
  };
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Sources</legend>
      <ul className="flex flex-col gap-3.5">
        {draft.sources.map((source, index) => (
          <SourceRow key={source.key} source={source} index={index} />
        ))}
      </ul>
      <div className="mt-3.5 flex flex-wrap gap-2">
        {kindsFor(draft.type)
          .filter((kind) => kind !== "devices" || !hasDevices)
          .map((kind) => (
            <Button key={kind} size="sm" onClick={() => add(kind)}>
              <Plus aria-hidden="true" />
              {sourceKindWords[kind].label}
            </Button>
          ))}
      </div>
    </fieldset>
  );
}

/** What "Holdfast itself" takes; the installation decides. */
function BuiltInSources({ draft }: { draft: PlanDraft }) {
  return (
    <ul className="flex flex-col gap-2">
      {draft.sources.map((source) => (
        <li key={source.key} className="flex min-w-0 items-center gap-2">
          <SourceIcon kind={source.kind} className="size-4 text-muted-foreground" />
          <span className="sr-only">{sourceKindWords[source.kind].label}</span>
          <span className="min-w-0 font-mono text-xs wrap-anywhere">{source.path}</span>
        </li>
      ))}
    </ul>
  );
}

function freeKey(draft: PlanDraft): string {
  const taken = new Set(draft.sources.map(({ key }) => key));
  for (let number = 1; ; number += 1) {
    if (!taken.has(`row-${number}`)) return `row-${number}`;
  }
}
