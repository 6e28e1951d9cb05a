import type { Command } from "commander";
import { fail } from "#lib/failures";
import { findDevice } from "#lib/inventory";
import type { DeviceTest, TestResult, TestStage } from "#lib/runs/schema";
import { loopbackAllowed } from "#lib/settings";
import { type Asked, command, type Exit, exitWith } from "../command.ts";
import { formatBytes, formatDuration, plural, visible } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { printFacts, printJson } from "../print.ts";
import { testWhereRunsAre } from "../run/device-test.ts";
import { endProgress, err, out, outIsTerminal, showProgress } from "../terminal.ts";

export function deviceTestCommand(): Command {
  return command("test", {
    description: "Sign in to a device as a run would, stage by stage; keeps no version",
    example: "npx holdfast device test core-1",
  })
    .argument("<DEVICE>", "its name or id")
    .action(test);
}

const exits: Record<TestResult["state"], Exit> = { passed: 0, doubtful: 3, failed: 1 };

async function test(name: string, asked: Asked): Promise<void> {
  await withInstallation(async ({ ctx, key }) => {
    const device = await findDevice(ctx, name);
    if (!device) throw fail("not-found", { what: "device", name });
    const stages = asked.json ? () => {} : printAsTheyEnd();
    const means = { key, allowLoopback: loopbackAllowed() };
    try {
      const tested = await testWhereRunsAre(ctx, { deviceId: device.id, means }, stages);
      if (asked.json)
        printJson({ device: { id: device.id, name: device.name }, ...documentOf(tested) });
      else show(tested.result);
      exitWith(exits[tested.result.state]);
    } finally {
      endProgress();
    }
  });
}

/** A row for each stage once it is over; the one that goes on stands below where it can be replaced. */
function printAsTheyEnd(): (stages: readonly TestStage[]) => void {
  let printed = 0;
  return (stages) => {
    for (const stage of stages.slice(printed)) {
      if (stage.state === "running") {
        showProgress(`${stage.stage} …`);
        return;
      }
      printed += 1;
      endProgress();
      out(`${lineOf(stage)}\n`);
    }
  };
}

function lineOf({ stage, state, ms, says }: TestStage): string {
  const cells = [
    state,
    stage,
    outIsTerminal() ? formatDuration(ms ?? 0) : String(ms),
    visible(says),
  ];
  if (!outIsTerminal()) return cells.join("\t");
  const [first = "", second = "", third = "", last = ""] = cells;
  return `${first.padEnd(7)} ${second.padEnd(13)} ${third.padStart(8)}  ${last}`;
}

function show({ state, failure, platform, evidence, text, doubts, remedies }: TestResult): void {
  if (outIsTerminal()) out("\n");
  const [strongest] = evidence;
  printFacts([
    ["result", state],
    ...(platform ? [["platform", platform.name] as const] : []),
    ...(strongest ? [["told by", `${strongest.from}: ${strongest.seen.trim()}`] as const] : []),
    ...(text
      ? [
          [
            "text",
            `${formatBytes(text.bytes)}, ${plural(text.lines, "line")}${nameIn(text)}`,
          ] as const,
        ]
      : []),
    ...remedies.map(({ says }) => ["may help", says] as const),
  ]);
  for (const { says, evidence: line } of doubts) err(`${visible(`${says} ${line}`)}\n`);
  if (failure) err(`${visible(failure.sentence)}\n${failure.next}\n`);
}

function nameIn({ hostname }: NonNullable<TestResult["text"]>): string {
  return hostname ? `, of ${hostname}` : "";
}

/** The test as `--json` gives it; fields are only ever added. */
function documentOf({ stages, result }: DeviceTest & { result: TestResult }) {
  const { failure, transcript: _, ...rest } = result;
  return { ...rest, error: failure, stages };
}
