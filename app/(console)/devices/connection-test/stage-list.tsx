import type { ReactNode } from "react";
import { formatDuration } from "#components/format";
import { Glyph, type GlyphName } from "#components/glyph";
import { cn } from "#components/ui/cn";
import type { TestStage } from "#lib/runs/schema";

/** What each stage is called; the order is that of a session. */
const names: Record<string, string> = {
  name: "Name",
  connection: "TCP connection",
  "key exchange": "Key exchange and host key",
  "sign-in": "Sign-in",
  prompt: "Prompt",
  platform: "Platform",
  paging: "Paging",
  command: "Configuration",
  gate: "Completeness",
};

/** Stages that a test may pass through; one that knows its platform asks for none. */
const usual = Object.keys(names).filter((stage) => stage !== "platform");

type ShownState = TestStage["state"] | "waiting" | "unreached";

const looks: Record<ShownState, { glyph: GlyphName; ink: string; word: string }> = {
  running: { glyph: "run-running", ink: "text-running", word: "Going on" },
  good: { glyph: "run-succeeded", ink: "text-success", word: "Good" },
  failed: { glyph: "run-failed", ink: "text-failure", word: "Failed" },
  waiting: { glyph: "run-queued", ink: "text-neutral", word: "Still to come" },
  unreached: { glyph: "run-queued", ink: "text-neutral", word: "Not reached" },
};

/** As a person calls a stage. */
export function stageName(stage: string): string {
  return names[stage] ?? stage;
}

/**
 * The stages of a test with what each found and how long it took; those still to come stand below.
 *
 * @param props.over what failed is the end: nothing below it was reached
 * @param props.children what stands below the stage that failed last
 */
export function StageList({
  stages,
  over,
  children,
}: {
  stages: readonly TestStage[];
  over: boolean;
  children?: ReactNode;
}) {
  const failed = stages.findLastIndex(({ state }) => state === "failed");
  const later = over && failed < 0 ? [] : stillToCome(stages);
  return (
    <ol className="@container flex flex-col" aria-label="Stages">
      {stages.map((stage, index) => (
        // A stage may come twice: its place is what it is known by.
        // biome-ignore lint/suspicious/noArrayIndexKey: stages are only ever added
        <li key={index}>
          <StageLine {...stage} />
          {index === failed ? children : null}
        </li>
      ))}
      {later.map((stage) => (
        <li key={stage}>
          <StageLine stage={stage} state={over ? "unreached" : "waiting"} ms={null} says="" />
        </li>
      ))}
    </ol>
  );
}

function stillToCome(stages: readonly TestStage[]): string[] {
  const last = stages.at(-1)?.stage ?? "";
  return usual.slice(usual.indexOf(last === "platform" ? "prompt" : last) + 1);
}

function StageLine({ stage, state, ms, says }: Omit<TestStage, "state"> & { state: ShownState }) {
  const { glyph, ink, word } = looks[state];
  return (
    <div className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 py-1.5 @xl:grid-cols-[1rem_12rem_minmax(0,1fr)_4.5rem]">
      <Glyph name={glyph} className={cn("mt-0.5", ink)} />
      <p className={ms === null && state !== "running" ? "text-muted-foreground" : "font-medium"}>
        {stageName(stage)}
        <span className="sr-only">: {word}</span>
      </p>
      <p
        className={cn(
          "min-w-0 text-pretty wrap-anywhere @max-xl:col-start-2 @max-xl:row-start-2",
          state === "failed" ? "text-failure" : "text-muted-foreground",
          state === "good" && "font-mono text-xs leading-5",
        )}
      >
        {says}
      </p>
      <p className="text-right text-xs leading-5 text-muted-foreground tabular-nums @max-xl:col-start-3 @max-xl:row-start-1">
        {ms === null ? null : formatDuration(ms)}
      </p>
    </div>
  );
}
