"use client";

import { Clock, Columns2, Keyboard, Play, Plus, Search, SunMoon } from "lucide-react";
import { useClock } from "../clock.tsx";
import { useShell } from "../shell/shell-context.tsx";
import { useThemeSwitch } from "../shell/tools.tsx";
import type { PalettePlan } from "./command-palette.tsx";
import { Group, Item } from "./items.tsx";

interface ActionsProps {
  plans: PalettePlan[];
  start: (planId: string) => void;
  /** Whether something was typed: plans are offered one by one then. */
  choosing: boolean;
  choose: (text: string) => void;
  go: (href: string) => void;
  close: () => void;
}

/** What can be done from anywhere. */
export function Actions({ plans, start, choosing, choose, go, close }: ActionsProps) {
  const { show } = useShell();
  const { timeZone, homeZone, setUtc } = useClock();
  const switchTheme = useThemeSwitch();
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <Group heading="Actions">
      {choosing ? null : (
        <Item
          value="back up now choose"
          icon={<Play />}
          note="choose a plan"
          onSelect={() => choose("Back up ")}
        >
          Back up now
        </Item>
      )}
      {(choosing ? plans : []).map((plan) => (
        <Item
          key={plan.id}
          value={`back up now ${plan.name} ${plan.id}`}
          icon={<Play />}
          note={plan.name}
          onSelect={() => start(plan.id)}
        >
          Back up now
        </Item>
      ))}
      <Item value="new plan create" icon={<Plus />} onSelect={() => go("/plans/new")}>
        New plan
      </Item>
      <Item value="search all configs" icon={<Search />} onSelect={() => go("/configs/search")}>
        Search all configs
      </Item>
      <Item
        value="compare two versions diff"
        icon={<Columns2 />}
        onSelect={() => go("/configs/compare")}
      >
        Compare two versions
      </Item>
      <Item value="switch theme light dark" icon={<SunMoon />} onSelect={then(switchTheme)}>
        Switch theme
      </Item>
      {homeZone === "UTC" ? null : (
        <Item
          value="show times utc zone"
          icon={<Clock />}
          onSelect={then(() => setUtc(timeZone !== "UTC"))}
        >
          {timeZone === "UTC" ? `Show times in ${homeZone}` : "Show times in UTC"}
        </Item>
      )}
      <Item
        value="help keyboard shortcuts"
        icon={<Keyboard />}
        keys="?"
        onSelect={then(() => show("shortcuts"))}
      >
        Help and shortcuts
      </Item>
    </Group>
  );
}
