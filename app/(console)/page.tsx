import type { Metadata } from "next";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Alerts } from "./alerts.tsx";
import { countAttention } from "./attention.tsx";
import { DashboardActions } from "./dashboard-actions.tsx";
import { Evidence } from "./evidence.tsx";
import { FirstStepsCard, readFirstSteps } from "./first-steps.tsx";
import { readView, requireViewer } from "./guard.ts";
import { brakesNow, openRunsNow, plansNow, protectionOfAll } from "./reads.tsx";
import { ProtectionBar, VerdictSentence, verdictOf } from "./verdict.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const count = await countAttention(await requireViewer());
  if (count === 0) return { title: "Dashboard" };
  const state = `${count} ${count === 1 ? "needs" : "need"} attention`;
  return { title: { absolute: `${state} – Dashboard – Holdfast` } };
}

export default async function DashboardPage() {
  const ctx = await requireViewer();
  const view = await readView(ctx);
  const report = await protectionOfAll(ctx);
  const running = (await openRunsNow(ctx)).filter((run) => run.state === "running").length;
  const steps = await readFirstSteps(ctx);
  const verdict = verdictOf({
    report,
    running,
    stepsLeft: steps.left,
    brakes: (await brakesNow(ctx)).size,
    now: ctx.clock.now(),
  });
  const own = (await plansNow(ctx)).filter((plan) => !plan.builtIn);
  return (
    <Page
      title={verdict.title}
      shortTitle="Dashboard"
      phoneTitle="Status"
      verdict
      sub={<VerdictSentence strong={verdict.strong} rest={verdict.rest} />}
      actions={own.length > 0 ? <DashboardActions plans={own} /> : null}
    >
      {own.length > 0 || report.devices.length > 0 ? (
        <ProtectionBar counts={report.counts} />
      ) : null}
      <Alerts ctx={ctx} />
      {steps.left > 0 && !view.stepsHidden ? (
        <FirstStepsCard steps={steps} className={steps.plan ? "max-lg:order-2" : ""} />
      ) : null}
      <Evidence ctx={ctx} timeZone={view.timeZone} steps={steps} />
      <RefreshOn
        kinds={[
          "run.queued",
          "archive.kept",
          "archive.let-go",
          "archive.damaged",
          "archive.healed",
          "brake.changed",
          "plan.skipped",
          "access.changed",
          "run.ended",
        ]}
      />
    </Page>
  );
}
