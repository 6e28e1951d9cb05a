"use client";

import { usePathname } from "next/navigation";
import { Link } from "#components/link";
import { Alert, Problem } from "#components/ui/alert";
import { Button, buttonVariants } from "#components/ui/button";
import { ErrorSummary } from "#components/ui/field";
import type { FailureReport } from "#lib/failures";
import { problemList } from "./problem-list.tsx";
import type { PlanDraftState } from "./use-plan-draft.tsx";
import type { Save } from "./use-save.tsx";

/** What can be done when somebody saved the plan while it was open here. */
export interface Meanwhile {
  /** Shows the plan as it is now; what was typed here goes. */
  load(): void;
  /** Goes on with what was typed; saving then replaces what the other one changed. */
  keep(): void;
}

interface SaveRefusedProps {
  state: PlanDraftState;
  save: Save;
  meanwhile: Meanwhile | null;
}

/** Why the form was not saved, or will not be: its fields, its sources, somebody else, a session. */
export function SaveRefused({ state, save, meanwhile }: SaveRefusedProps) {
  const list = problemList(state.draft, state.shownProblems);
  const onlyPassing = list.length > 0 && list.every(({ id }) => state.forgivable.has(id));
  const failure = save.failure?.cause === "stale" ? null : save.failure;
  return (
    <div ref={save.summary} tabIndex={-1} className="flex flex-col gap-2 empty:hidden">
      <ErrorSummary fields={list} />
      {save.held && onlyPassing ? <SaveAnyway save={save} thenRun={save.held.thenRun} /> : null}
      {failure ? <SaveFailure failure={failure} /> : null}
      {meanwhile && !save.pending ? <ChangedMeanwhile meanwhile={meanwhile} state={state} /> : null}
    </div>
  );
}

function SaveAnyway({ save, thenRun }: { save: Save; thenRun: boolean }) {
  return (
    <div className="flex flex-col gap-2 text-xs leading-4.5 text-muted-foreground">
      <p>It may be there by the next run. Until then that source fails, and says so.</p>
      <Button
        size="sm"
        pending={save.pending !== null}
        onClick={() => save.submit({ thenRun, anyway: true })}
      >
        Save anyway
      </Button>
    </div>
  );
}

function ChangedMeanwhile({ meanwhile, state }: { meanwhile: Meanwhile; state: PlanDraftState }) {
  const load = () => {
    state.dropKept();
    meanwhile.load();
  };
  return (
    <Alert
      live
      tone="warning"
      title="Somebody saved this plan while you had it open."
      actions={
        <>
          <Button size="sm" onClick={load}>
            Show theirs
          </Button>
          <Button size="sm" onClick={meanwhile.keep}>
            Keep mine
          </Button>
        </>
      }
    >
      <p>What you typed is still here. Saved over theirs, it replaces the whole plan.</p>
    </Alert>
  );
}

function SaveFailure({ failure }: { failure: FailureReport }) {
  const pathname = usePathname();
  const signedOut = failure.cause === "signed-out";
  return (
    <Problem
      failure={failure}
      consequence={
        signedOut ? "Nothing was saved. What you typed is kept in this tab." : "Nothing was saved."
      }
      action={
        signedOut ? (
          <Link
            href={`/sign-in?back=${encodeURIComponent(pathname)}`}
            className={buttonVariants({ size: "sm", variant: "primary" })}
          >
            Sign in
          </Link>
        ) : null
      }
    />
  );
}
