import { hostname } from "node:os";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { BackUpProvider } from "#components/back-up";
import { ClockProvider } from "#components/clock";
import { ClockNotice } from "#components/clock-notice";
import { LiveProvider, RefreshOn } from "#components/live";
import { LiveRunsProvider } from "#components/live-runs";
import { CommandPalette } from "#components/palette/command-palette";
import { RememberPages } from "#components/recent";
import { AccountMenu } from "#components/shell/account-menu";
import { BottomBar } from "#components/shell/bottom-bar";
import { MoreSheet } from "#components/shell/more-sheet";
import { ShellProvider } from "#components/shell/shell-context";
import { Sidebar } from "#components/shell/sidebar";
import { SignedOutNote } from "#components/shell/signed-out-note";
import { Shortcuts } from "#components/shortcuts";
import { TimeTip } from "#components/time-tip";
import { countUntakenAlarms } from "#lib/alarms";
import { lastEventId } from "#lib/events";
import { sourcePlace } from "#lib/plans/schema";
import { signOutAction } from "../(auth)/actions.ts";
import { viewer } from "../guard.ts";
import { backUpAction } from "./actions.ts";
import { countAttention, iconWithCount } from "./attention.tsx";
import { readView, requireViewer } from "./guard.ts";
import { openRunsNow, plansNow } from "./reads.tsx";

/** What needs attention stands in every title and in the icon, so that a tab says it too. */
export async function generateMetadata(): Promise<Metadata> {
  const found = await viewer();
  const count = found ? await countAttention(found.ctx) : 0;
  if (count === 0) return {};
  return {
    title: { default: `(${count}) Holdfast`, template: `(${count}) %s – Holdfast` },
    icons: { icon: { url: iconWithCount(count), type: "image/svg+xml" } },
  };
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requireViewer();
  const since = await lastEventId(ctx.db); // before the rest: what happens from here on is told
  const view = await readView(ctx);
  const running = (await openRunsNow(ctx)).filter((run) => run.state === "running");
  const plans = (await plansNow(ctx)).map(({ id, name, sources }) => {
    return { id, name, paths: sources.map((source) => sourcePlace(source)) };
  });
  const attention = await countAttention(ctx);
  const { name } = ctx.actor;
  return (
    <ClockProvider
      now={ctx.clock.now()}
      timeZone={view.homeZone}
      utc={view.timeZone !== view.homeZone}
    >
      <LiveProvider since={since}>
        <LiveRunsProvider running={running}>
          <BackUpProvider start={backUpAction}>
            <ShellProvider>
              <a
                href="#main"
                className="fixed -top-16 left-3 z-60 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:top-2"
              >
                Skip to content
              </a>
              <div className="md:grid md:min-h-dvh md:grid-cols-[3.25rem_minmax(0,1fr)] lg:grid-cols-[14.5rem_minmax(0,1fr)] print:block">
                <Sidebar
                  host={hostname()}
                  alarms={await countUntakenAlarms(ctx)}
                  account={<AccountMenu name={name} signOut={signOutAction} />}
                />
                <div className="min-w-0 max-md:pb-[calc(3.75rem+env(safe-area-inset-bottom))]">
                  {children}
                </div>
              </div>
              <BottomBar attention={attention} />
              <MoreSheet name={name} signOut={signOutAction} />
              <CommandPalette plans={plans} />
              <Shortcuts singleKeys={view.singleKeys} />
              <SignedOutNote />
              <ClockNotice />
              <TimeTip />
              <RememberPages />
              <RefreshOn
                kinds={[
                  "run.started",
                  "run.ended",
                  "brake.changed",
                  "plan.changed",
                  "worker.changed",
                  "alarm.changed",
                  "clock.set",
                  "settings.changed",
                ]}
              />
            </ShellProvider>
          </BackUpProvider>
        </LiveRunsProvider>
      </LiveProvider>
    </ClockProvider>
  );
}
