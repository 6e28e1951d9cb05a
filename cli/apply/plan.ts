import {
  defaultName,
  type Plan,
  type PlanInputGiven,
  type SourceInput,
  sourcePlace,
} from "#lib/plans/schema";
import type { Place } from "./file.ts";
import type { FilePlan, SourceLists } from "./shape.ts";

/** A plan as the file wants it, with the way back from each of its sources to the file. */
export interface WantedPlan {
  /** Where the plan stands in the file. */
  place: Place;
  /** The plan that has this name; `null`: it is added. */
  before: Plan | null;
  input: PlanInputGiven;
  /** Where each of `input.sources` stands; `null`: it was there before and the file says nothing. */
  sourcePlaces: (Place | null)[];
}

/** Lays what the file says over what is there: what it leaves out stays as it is. */
export function wantedPlan(
  given: FilePlan,
  { place, before, timeZone }: { place: Place; before: Plan | null; timeZone: string },
): WantedPlan {
  const { sources: lists, heartbeat: _, ...fields } = given;
  const sources = lists ? wantedSources(lists, { place, before }) : keptSources(before);
  const schedule = given.schedule ?? before?.schedule ?? { every: "manual" as const };
  const input: PlanInputGiven = {
    ...fields,
    name: before?.name ?? given.name, // upper and lower case count as the same
    type: given.type ?? before?.type ?? "full",
    schedule,
    timeZone: given.timeZone ?? before?.timeZone ?? timeZone,
    retention: given.retention ?? before?.retention ?? {},
    enabled: given.enabled ?? before?.enabled ?? true,
    silentMinutes: given.silentMinutes ?? before?.silentMinutes,
    brake: given.brake ?? before?.brake,
    objectiveHours:
      given.objectiveHours === undefined ? (before?.objectiveHours ?? null) : given.objectiveHours,
    readAllDays:
      given.readAllDays === undefined ? (before?.readAllDays ?? null) : given.readAllDays,
    sources: sources.map(({ source }) => source),
  };
  return { place, before, input, sourcePlaces: sources.map((each) => each.place) };
}

interface Placed {
  source: SourceInput;
  place: Place | null;
}

function keptSources(before: Plan | null): Placed[] {
  return (before?.sources ?? []).map(({ acceptedAt: _, ...source }) => ({ source, place: null }));
}

/** The sources of the file, each under the id of the one it was before, if it was. */
function wantedSources(
  lists: SourceLists,
  { place, before }: { place: Place; before: Plan | null },
): Placed[] {
  const at = (list: Exclude<keyof SourceLists, "devices">, index: number) => [
    ...place,
    "sources",
    list,
    index,
  ];
  const listed: Placed[] = lists.databases.flatMap((database, index) => {
    if (!database) return [];
    const { sqlite, name } = database;
    const config = { engine: "sqlite" as const, path: sqlite };
    return [{ source: { kind: "database", name, config }, place: at("databases", index) }];
  });
  for (const kind of ["media", "logs", "files"] as const) {
    for (const [index, folder] of lists[kind].entries()) {
      if (!folder) continue;
      const { name, ...config } = folder;
      listed.push({ source: { kind, name, config }, place: at(kind, index) });
    }
  }
  if (lists.devices) {
    const config = { select: lists.devices };
    listed.push({ source: { kind: "devices", config }, place: [...place, "sources", "devices"] });
  }
  return withNames(withIds(listed, before));
}

/**
 * A source is the one of its name, else the one of its path: renaming and moving keep its history.
 * Of devices a file has one choice, so it is the one there was, whatever it chose.
 */
function withIds(listed: readonly Placed[], before: Plan | null): Placed[] {
  const free = [...(before?.sources ?? [])];
  const take = (fits: (source: Plan["sources"][number]) => boolean) => {
    const at = free.findIndex(fits);
    return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
  };
  const known = listed.map(({ source }) =>
    source.name === undefined
      ? null
      : take((old) => old.kind === source.kind && same(old.name, source.name)),
  );
  return listed.map(({ source, place }, index) => {
    const old =
      known[index] ?? take((each) => each.kind === source.kind && isSamePlace(each, source));
    if (!old) return { source, place };
    return { source: { ...source, id: old.id, name: source.name ?? old.name }, place };
  });
}

function isSamePlace(old: Pick<SourceInput, "kind" | "config">, source: SourceInput): boolean {
  return source.kind === "devices" || sourcePlace(old) === sourcePlace(source);
}

/** Names are given here, so that a dry run shows the ones that will be. */
function withNames(listed: readonly Placed[]): Placed[] {
  const taken = listed.flatMap(({ source }) => source.name ?? []);
  return listed.map(({ source, place }) => {
    const name = source.name ?? defaultName(source, taken);
    if (source.name === undefined) taken.push(name);
    return { source: { ...source, name }, place };
  });
}

function same(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}
