import { describeRetention, describeSchedule } from "#lib/plans";
import { type PlanInput, sourcePlace } from "#lib/plans/schema";
import type { CheckedPlan } from "./check.ts";

/** A plan of the file with which nothing is wrong. */
export type ReadyPlan = CheckedPlan & { input: PlanInput };

/** What applying the file does to one credential, channel, device or plan. */
export interface Change {
  kind: "credential" | "channel" | "device" | "plan";
  name: string;
  change: "added" | "changed" | "unchanged";
  /** Each thing that differs; `null`: it was not there, or is there no more. */
  differences: { what: string; was: string | null; is: string | null }[];
}

export function changeOf({ before, input, heartbeat }: ReadyPlan): Change {
  const old = before ? describe(before) : new Map<string, string>();
  const now = describe(input);
  if (heartbeat?.was) old.set("heartbeat", heartbeat.was);
  if (heartbeat?.is) now.set("heartbeat", heartbeat.is);
  const differences = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key) ?? null, now.get(key) ?? null];
    return was === is ? [] : [{ what: key.replace(/^source .*/, "source"), was, is }];
  });
  if (!before) return { kind: "plan", name: input.name, change: "added", differences };
  return {
    kind: "plan",
    name: input.name,
    change: differences.length > 0 ? "changed" : "unchanged",
    differences,
  };
}

/** A plan as lines that can be compared; a source by its id, or by its name while it has none. */
function describe(plan: PlanInput): Map<string, string> {
  const lines = new Map([
    ["type", plan.type],
    ["schedule", describeSchedule(plan.schedule, plan.timeZone)],
    ["time zone", plan.timeZone],
    ["retention", describeRetention(plan.retention)],
    ["enabled", plan.enabled ? "yes" : "no"],
    ["silent limit", `${plan.silentMinutes} min`],
  ]);
  const { objectiveHours, brake, readAllDays } = plan;
  if (brake !== "usual") lines.set("brake", brake);
  if (objectiveHours != null) lines.set("objective", `${objectiveHours} h`);
  if (readAllDays != null) lines.set("read everything again", `every ${readAllDays} d`);
  for (const source of plan.sources) {
    lines.set(`source ${source.id ?? `${source.kind} ${source.name}`}`, describeSource(source));
  }
  return lines;
}

function describeSource(source: PlanInput["sources"][number]): string {
  const { kind, name, config } = source;
  if (kind === "devices") return `${name}: ${sourcePlace(source)}`;
  const parts = [`${kind} ${name} from ${sourcePlace(source)}`];
  if (!("include" in config)) return parts.join("");
  const only = config.include.map((pattern) => JSON.stringify(pattern)).join(" ");
  const without = config.exclude.map((pattern) => JSON.stringify(pattern)).join(" ");
  if (only) parts.push(`only ${only}`);
  if (without) parts.push(`without ${without}`);
  if (config.ignoreCase) parts.push("whatever the case");
  if (config.excludeIfPresent) parts.push(`not where ${config.excludeIfPresent} is`);
  if (!config.excludeCaches) parts.push("caches too");
  if (config.largerThanBytes !== null) parts.push(`up to ${config.largerThanBytes} bytes a file`);
  if (config.oneFileSystem) parts.push("on one file system");
  return parts.join(", ");
}

const marks: Record<Change["change"], string> = { added: "+", changed: "~", unchanged: "=" };

/** A change as a person reads it, as in a diff. */
export function diffOf({ kind, name, change, differences }: Change): string {
  const lines = differences.flatMap(({ what, was, is }) => [
    ...(was === null ? [] : [`  - ${what}: ${was}`]),
    ...(is === null ? [] : [`  + ${what}: ${is}`]),
  ]);
  return [
    `${marks[change]} ${kind} ${name}${change === "unchanged" ? ", unchanged" : ""}`,
    ...lines,
  ].join("\n");
}
