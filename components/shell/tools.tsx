"use client";

import { CircleHelp, Clock, Moon, Search, Sun } from "lucide-react";
import { rememberChoice, useClock, useNow } from "../clock.tsx";
import { zoneLabel } from "../format.ts";
import { type Connection, useConnection } from "../live.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { useShell } from "./shell-context.tsx";

const connections: Record<Connection, { word: string; dot: string }> = {
  connecting: { word: "Connecting", dot: "bg-neutral-mark" },
  live: { word: "Live", dot: "bg-success-mark" },
  paused: { word: "Live updates paused, reconnecting", dot: "bg-warning-mark" },
  "signed-out": { word: "Signed out", dot: "bg-failure-mark" },
};

/** Whether what is on the page follows what happens. */
export function ConnectionState({ compact = false }: { compact?: boolean }) {
  const { word, dot } = connections[useConnection()];
  return (
    <span
      role="status"
      className="inline-flex h-7 items-center gap-1.75 px-2 text-xs text-muted-foreground"
    >
      <span aria-hidden="true" className={cn("size-1.75 rounded-full", dot)} />
      <span className={compact ? "sr-only" : undefined}>{word}</span>
    </span>
  );
}

/** The zone of all times on the page; a press changes to UTC and back. */
export function ZoneButton({ className }: { className?: string }) {
  const { timeZone, homeZone, setUtc } = useClock();
  const now = useNow();
  const utc = timeZone === "UTC";
  const fixed = homeZone === "UTC";
  const label = zoneLabel(timeZone, now);
  const other = utc ? homeZone : "UTC";
  const hint = fixed
    ? "Times are shown in UTC. The zone is changed in Settings."
    : `Times are shown in ${timeZone}. Press to see them in ${other}.`;
  return (
    <Tooltip content={hint}>
      <Button
        variant="ghost"
        size="sm"
        className={className ?? ""}
        onClick={() => {
          if (!fixed) setUtc(!utc);
        }}
      >
        <Clock aria-hidden="true" />
        {label}
      </Button>
    </Tooltip>
  );
}

/** Light or dark. What the system wants is followed until a person chooses otherwise. */
export function useThemeSwitch(): () => void {
  return () => {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    if (next === system) delete root.dataset.theme;
    else root.dataset.theme = next;
    rememberChoice("holdfast-theme", next === system ? null : next);
  };
}

export function ThemeButton() {
  const switchTheme = useThemeSwitch();
  return (
    <IconButton size="sm" label="Switch theme" onClick={switchTheme}>
      <Sun aria-hidden="true" className="block dark:hidden" />
      <Moon aria-hidden="true" className="hidden dark:block" />
    </IconButton>
  );
}

export function HelpButton() {
  const { show } = useShell();
  return (
    <IconButton
      size="sm"
      label="Help and shortcuts"
      aria-haspopup="dialog"
      onClick={() => show("shortcuts")}
    >
      <CircleHelp aria-hidden="true" />
    </IconButton>
  );
}

export function SearchButton() {
  const { show } = useShell();
  return (
    <IconButton label="Search or jump to" aria-haspopup="dialog" onClick={() => show("palette")}>
      <Search aria-hidden="true" />
    </IconButton>
  );
}
