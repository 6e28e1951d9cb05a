import { formatDuration } from "#components/format";
import { Link } from "#components/link";
import { runDeviceLooks, Status } from "#components/status";
import { visibleName } from "#lib/entries";
import type { RunDetail, RunDevice } from "#lib/runs/schema";
import { ResultGroup, ResultLine } from "../result-group.tsx";
import { GroupRemedy } from "./group-remedy.tsx";
import type { DeviceGroup } from "./reads.ts";

/** As many devices of a group are named; the log has all of them. */
const devicesMax = 50;
/** As many are named in the line of a group that is closed. */
const namedMax = 3;

/** The devices of a run by what happened to them, with the fix on each group. */
export function DeviceGroups({ run, groups }: { run: RunDetail; groups: DeviceGroup[] }) {
  return groups.map((group, index) => (
    <ResultGroup
      key={group.key}
      glyph={<Status look={runDeviceLooks[group.state]} bare />}
      title={group.title}
      count={group.devices.length}
      note={noteOf(group)}
      open={index === 0 && isBad(group)}
    >
      {run.endedAt && isBad(group) ? <GroupRemedy group={group} run={run} /> : null}
      <ul className="flex flex-col gap-2">
        {group.devices.slice(0, devicesMax).map((each) => (
          <DeviceLine key={each.device.id} device={each} />
        ))}
      </ul>
      {group.devices.length > devicesMax ? (
        <p className="mt-2 text-xs text-muted-foreground">
          {group.devices.length - devicesMax} more; the log names them.
        </p>
      ) : null}
    </ResultGroup>
  ));
}

function DeviceLine({ device: each }: { device: RunDevice }) {
  const { device, version, failure, startedAt, endedAt } = each;
  const { id, name, address, port } = device;
  const href = version ? `/devices/${id}?version=${version.number}` : `/devices/${id}`;
  const took =
    startedAt && endedAt ? formatDuration(endedAt.getTime() - startedAt.getTime()) : null;
  return (
    <ResultLine
      name={
        <>
          <Link href={href} className="hover:underline">
            {visibleName(name)}
          </Link>{" "}
          <span className="font-mono text-xs font-normal text-muted-foreground">
            {port === 22 ? address : `${address}:${port}`}
          </span>
        </>
      }
      sentence={failure ? visibleName(failure.sentence) : saidOf(each)}
    >
      <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">{took}</span>
    </ResultLine>
  );
}

function saidOf({ state, version }: RunDevice): string {
  if (!version) return "";
  if (state === "quarantined") return `Put aside as version ${version.number}`;
  return state === "kept" ? `Version ${version.number} begins` : `Version ${version.number} again`;
}

function isBad({ state }: DeviceGroup): boolean {
  return state === "failed" || state === "quarantined";
}

function noteOf(group: DeviceGroup): string {
  if (group.next) return group.next;
  if (group.state === "quarantined") return "The version before stays active.";
  const names = group.devices.slice(0, namedMax).map(({ device }) => visibleName(device.name));
  const more = group.devices.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
