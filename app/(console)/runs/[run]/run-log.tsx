"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { plural } from "#components/format";
import { Card, CardFooter } from "#components/ui/card";
import { Switch } from "#components/ui/switch";
import type { RunMessage } from "#lib/runs/schema";
import { LogLines } from "./log-lines.tsx";
import { type LogLevel, LogLevels, LogTools } from "./log-tools.tsx";
import { useFollow } from "./use-follow.ts";
import { useRunLog } from "./use-run-log.ts";

interface RunLogProps {
  runId: string;
  /** Whether more lines can come. */
  open: boolean;
  /** Oldest first. */
  messages: RunMessage[];
}

/** What a run said, line by line; it follows the newest until somebody scrolls up. */
export function RunLog({ runId, open, messages }: RunLogProps) {
  const lines = useRunLog(runId, messages);
  const [level, setLevel] = useState<LogLevel>("all");
  const [search, setSearch] = useState("");
  const [wrap, setWrap] = useState(true);
  const [announce, setAnnounce] = useState(false);
  const words = useDeferredValue(search.trim().toLowerCase());
  const shown = useMemo(
    () => lines.filter((line) => isOf(level, line) && holds(words, line)),
    [lines, level, words],
  );
  const { ref, following, follow, onScroll } = useFollow(open, shown.length);
  const errors = lines.filter((line) => line.level === "error");
  const counts = { warning: count(lines, "warning"), error: errors.length };
  const levels = { level, onLevel: setLevel, counts };
  return (
    <Card
      title="Log"
      className="overflow-hidden"
      note={<LogLevels {...levels} className="ml-2 max-md:hidden" />}
      aside={
        <LogTools
          search={search}
          onSearch={setSearch}
          wrap={wrap}
          onWrap={setWrap}
          follow={open ? { on: following, toggle: follow } : null}
          text={() => lines.map(asText).join("\n")}
          fileName={`holdfast-run-${runId}.log`}
        />
      }
    >
      <div className="flex border-b px-4 py-2.5 md:hidden">
        <LogLevels {...levels} className="flex-1" />
      </div>
      <LogLines ref={ref} lines={shown} wrap={wrap} onScroll={onScroll} />
      <CardFooter>
        <span className="tabular-nums">
          {open ? (following ? "Following. " : "Not following. ") : ""}
          {shown.length === lines.length
            ? plural(lines.length, "line")
            : `${plural(shown.length, "line")} of ${lines.length}`}
        </span>
        {open ? (
          <span className="ml-auto">
            <Switch
              label="Announce errors"
              checked={announce}
              onChange={(event) => setAnnounce(event.target.checked)}
            />
          </span>
        ) : null}
        <span role="alert" className="sr-only">
          {announce ? errors.at(-1)?.sentence : ""}
        </span>
      </CardFooter>
    </Card>
  );
}

function isOf(level: LogLevel, line: RunMessage): boolean {
  return level === "all" || line.level === level;
}

function holds(words: string, line: RunMessage): boolean {
  return words === "" || `${line.subject} ${line.sentence}`.toLowerCase().includes(words);
}

function count(lines: readonly RunMessage[], level: RunMessage["level"]): number {
  return lines.reduce((sum, line) => sum + Number(line.level === level), 0);
}

function asText({ at, level, subject, sentence }: RunMessage): string {
  return `${at.toISOString()} ${level.padEnd(7)} ${subject}: ${sentence}`;
}
