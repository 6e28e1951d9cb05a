"use client";

import { PlugZap } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Card, CardBody } from "#components/ui/card";
import { cn } from "#components/ui/cn";
import type { TestResult } from "#lib/runs/schema";
import { Remedies } from "./remedies.tsx";
import { StageList, stageName } from "./stage-list.tsx";
import { Doubts, LineTranscript, outcomeSentence, PlatformEvidence } from "./test-outcome.tsx";
import { type TestState, useDeviceTest } from "./use-device-test.ts";

interface ConnectionTestProps {
  deviceId: string;
  /** Begins as soon as it is shown, as for a device that was just added. */
  start?: boolean;
}

/**
 * Tests the connection to a device while one looks on: stage by stage with its time, what failed in
 * its place, and the ways out as buttons. Nothing is kept but what a first contact teaches.
 */
export function ConnectionTest({ deviceId, start = false }: ConnectionTestProps) {
  const { state, begin } = useDeviceTest(deviceId);
  const first = useEffectEvent(begin);
  useEffect(() => {
    if (start) first();
  }, [start]);
  return (
    <Card
      id="connection"
      title="Connection"
      aside={
        <Button size="sm" pending={state.is === "running"} onClick={begin}>
          {state.is === "running" ? null : <PlugZap aria-hidden="true" />}
          {state.is === "over" ? "Test again" : "Test the connection"}
        </Button>
      }
    >
      <CardBody className="flex flex-col gap-3">
        <Shown deviceId={deviceId} state={state} again={begin} />
        <p role="status" className="sr-only">
          {spoken(state)}
        </p>
      </CardBody>
    </Card>
  );
}

function Shown({
  deviceId,
  state,
  again,
}: {
  deviceId: string;
  state: TestState;
  again: () => void;
}) {
  if (state.is === "idle") {
    return (
      <p className="text-pretty text-muted-foreground">
        A test signs in once and goes as far as a run would. It keeps no version.
      </p>
    );
  }
  if (state.is === "refused") return <Problem failure={state.failure} />;
  const result = state.is === "over" ? state.result : null;
  const ways = result && <WaysOut deviceId={deviceId} result={result} again={again} />;
  const inPlace = state.stages.some((stage) => stage.state === "failed");
  return (
    <>
      {result && result.state !== "failed" ? (
        <p className="font-medium text-pretty">{outcomeSentence(result)}</p>
      ) : null}
      <StageList stages={state.stages} over={result !== null}>
        {ways}
      </StageList>
      {inPlace ? null : ways}
      {result ? (
        <div>
          <PlatformEvidence evidence={result.evidence} />
          <LineTranscript transcript={result.transcript} />
        </div>
      ) : null}
    </>
  );
}

/** Below what failed: the next step, and the buttons that take it. */
function WaysOut({
  deviceId,
  result,
  again,
}: {
  deviceId: string;
  result: TestResult;
  again: () => void;
}) {
  if (result.state === "passed") return null;
  return (
    <div
      className={cn(
        "mb-2 flex flex-col gap-3 rounded-md border p-3 @xl:ml-7",
        result.state === "doubtful"
          ? "border-quarantine-mark/35 bg-quarantine-subtle"
          : "border-failure-mark/35 bg-failure-subtle",
      )}
    >
      {result.failure ? <p className="text-pretty">{result.failure.next}</p> : null}
      <Doubts doubts={result.doubts} />
      <Remedies deviceId={deviceId} remedies={result.remedies} again={again} />
    </div>
  );
}

/** For ears: where the test is, then how it ended. */
function spoken(state: TestState): string {
  if (state.is === "over") return outcomeSentence(state.result);
  if (state.is !== "running") return "";
  const last = state.stages.at(-1);
  return last ? `${stageName(last.stage)} …` : "The test begins.";
}
