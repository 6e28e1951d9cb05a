"use client";

import { Command } from "cmdk";
import { Activity, CalendarClock, Clock, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useBackUp } from "../back-up.tsx";
import { useLiveRuns } from "../live-runs.tsx";
import { useRecent } from "../recent.tsx";
import { allPlaces } from "../shell/places.ts";
import { useShell } from "../shell/shell-context.tsx";
import { cn } from "../ui/cn.ts";
import { useModal } from "../ui/dialog.tsx";
import { Actions } from "./actions.tsx";
import { Group, Item } from "./items.tsx";

export interface PalettePlan {
  id: string;
  name: string;
  /** Paths of its sources: a plan is found by them. */
  paths: string[];
}

interface PaletteProps {
  plans: PalettePlan[];
}

/** Search or jump to: Ctrl K. Recent first, then actions; finds by name, path and run number. */
export function CommandPalette({ plans }: PaletteProps) {
  const { overlay, show } = useShell();
  const open = overlay === "palette";
  const ref = useModal(open);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key that closes a dialog
    <dialog
      ref={ref}
      aria-label="Search or jump to"
      onClose={() => show(null)}
      onClick={(event) => {
        if (event.target === event.currentTarget) show(null);
      }}
      className={cn(
        "mx-auto mt-[12vh] mb-auto w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-xl",
        "bg-popover p-0 text-popover-foreground shadow-float backdrop:bg-[oklch(0.15_0.02_230/0.4)]",
        "max-md:mx-0 max-md:mt-0 max-md:w-full max-md:max-w-none max-md:rounded-t-none",
      )}
    >
      {open ? <Palette plans={plans} close={() => show(null)} /> : null}
    </dialog>
  );
}

function Palette({ plans, close }: PaletteProps & { close: () => void }) {
  const [text, setText] = useState("");
  const router = useRouter();
  const { backUp } = useBackUp();
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const start = (planId: string) => {
    close();
    backUp(planId);
  };
  return (
    <Command label="Search or jump to" loop>
      <div className="relative flex items-center border-b">
        <Search aria-hidden="true" className="absolute left-4 size-4 text-muted-foreground" />
        <Command.Input
          value={text}
          onValueChange={setText}
          data-dialog-focus
          placeholder="Plan, path, run number or action"
          className="h-12 w-full bg-transparent pr-4 pl-11 text-base outline-none"
        />
      </div>
      <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-2.5 py-6 text-center text-muted-foreground">
          Nothing is called that.
        </Command.Empty>
        <RunByNumber text={text} go={go} />
        <Recent go={go} />
        <Actions
          plans={plans}
          start={start}
          choosing={text.trim() !== ""}
          choose={setText}
          go={go}
          close={close}
        />
        <Plans plans={plans} go={go} />
        <Pages go={go} />
      </Command.List>
    </Command>
  );
}

type Go = (href: string) => void;

function RunByNumber({ text, go }: { text: string; go: Go }) {
  const number = /^(?:run\s*)?#?\s*(\d{1,9})$/i.exec(text.trim())?.[1];
  if (!number) return null;
  return (
    <Group heading="Runs">
      <Item value={`run ${number}`} icon={<Activity />} onSelect={() => go(`/runs/${number}`)}>
        Run {number}
      </Item>
    </Group>
  );
}

function Recent({ go }: { go: Go }) {
  const recent = useRecent();
  const running = useLiveRuns();
  if (running.length + recent.length === 0) return null;
  return (
    <Group heading="Recent">
      {running.map((run) => (
        <Item
          key={run.id}
          value={`running ${run.planName} ${run.number}`}
          icon={<Activity className="text-running" />}
          note={`run ${run.number}`}
          kind="Running"
          onSelect={() => go(`/runs/${run.number}`)}
        >
          {run.planName}
        </Item>
      ))}
      {recent.map((page) => (
        <Item
          key={page.href}
          value={`recent ${page.title} ${page.href}`}
          icon={<Clock />}
          kind={page.kind}
          onSelect={() => go(page.href)}
        >
          {page.title}
        </Item>
      ))}
    </Group>
  );
}

function Plans({ plans, go }: { plans: PalettePlan[]; go: Go }) {
  if (plans.length === 0) return null;
  return (
    <Group heading="Plans">
      {plans.map((plan) => (
        <Item
          key={plan.id}
          value={`plan ${plan.name} ${plan.paths.join(" ")} ${plan.id}`}
          icon={<CalendarClock />}
          note={plan.paths.slice(0, 2).join(", ")}
          kind="Plan"
          onSelect={() => go(`/plans/${plan.id}`)}
        >
          {plan.name}
        </Item>
      ))}
    </Group>
  );
}

function Pages({ go }: { go: Go }) {
  return (
    <Group heading="Pages">
      {allPlaces.map(({ href, name, icon: Icon, key }) => (
        <Item
          key={href}
          value={`page ${name}`}
          icon={<Icon />}
          {...(key ? { keys: `g ${key}` } : {})}
          onSelect={() => go(href)}
        >
          {name}
        </Item>
      ))}
    </Group>
  );
}
