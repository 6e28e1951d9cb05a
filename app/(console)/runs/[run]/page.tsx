import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { formatCount } from "#components/format";
import { RefreshOn } from "#components/live";
import { Page, StepsAndResults } from "#components/page";
import { runLooks, StatusBadge } from "#components/status";
import { findRun } from "#lib/runs";
import { requireViewer } from "../../guard.ts";
import { DevicesBar } from "./devices/devices-bar.tsx";
import { readRunDevices } from "./devices/reads.ts";
import { LogCard } from "./log-card.tsx";
import { ResultsByCause } from "./results-by-cause.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunOutcome } from "./run-outcome.tsx";
import { RunSentence } from "./run-sentence.tsx";
import { RunSteps } from "./run-steps.tsx";
import { SlowestCard } from "./slowest-card.tsx";

const runOf = cache(async (params: PageProps<"/runs/[run]">["params"]) => {
  const ctx = await requireViewer();
  return { ctx, run: await findRun(ctx, (await params).run) };
});

export async function generateMetadata({ params }: PageProps<"/runs/[run]">): Promise<Metadata> {
  const { run } = await runOf(params);
  if (!run) return { title: "Not found" };
  return { title: `${runLooks[run.state].word} – Run ${formatCount(run.number)}` };
}

export default async function RunPage({ params }: PageProps<"/runs/[run]">) {
  const { ctx, run } = await runOf(params);
  if (!run) notFound();
  const devices = await readRunDevices(ctx, run);
  const bar = devices ? (
    <DevicesBar run={run} counts={devices.counts} now={ctx.clock.now()} />
  ) : null;
  return (
    <Page
      title={run.plan.name}
      shortTitle={`Run ${formatCount(run.number)}`}
      crumbs={[
        { label: "Runs", href: "/runs" },
        { label: run.plan.name, href: `/runs?plan=${run.plan.id}` },
      ]}
      badge={<StatusBadge look={runLooks[run.state]} />}
      sub={<RunSentence run={run} />}
      actions={<RunActions ctx={ctx} run={run} devices={devices} />}
    >
      {run.archive ? bar : null}
      <RunOutcome ctx={ctx} run={run} devices={devices} />
      {run.archive ? null : bar}
      <StepsAndResults
        steps={<RunSteps run={run} />}
        results={
          <>
            <ResultsByCause ctx={ctx} run={run} devices={devices} />
            <SlowestCard run={run} />
            <LogCard ctx={ctx} run={run} />
          </>
        }
      />
      <RefreshOn kinds={["run.started", "run.changed", "run.ended"]} subject={run.id} />
      {run.archive?.flag ? <RefreshOn kinds={["brake.changed"]} subject={run.plan.id} /> : null}
      {run.archive ? <RefreshOn kinds={["archive.let-go"]} subject={run.archive.id} /> : null}
    </Page>
  );
}
