import { plural } from "#components/format";
import { Card, CardFooter } from "#components/ui/card";
import { Pager } from "#components/ui/pager";
import { deviceAddress, versionsLimit } from "./list-state.ts";
import type { DevicePageFacts } from "./reads.ts";
import { readVersionList } from "./reads.ts";
import { VersionChoice } from "./version-choice.tsx";
import { VersionRow } from "./version-row.tsx";

/** Every text the device gave, newest first; any two of them can be compared. */
export async function VersionsCard({ facts, offset }: { facts: DevicePageFacts; offset: number }) {
  const { device, shown, view } = facts;
  const { total, part } = await readVersionList(facts, offset);
  const active = facts.active?.number;
  const version = shown && shown.number !== active ? shown.number : undefined;
  return (
    <Card title="Versions" note={total > 0 ? plural(total, "version") : null}>
      {part.length === 0 ? (
        <p className="p-4 text-muted-foreground">
          {total === 0
            ? "None yet: the first good text begins version 1."
            : "No version is this old."}
        </p>
      ) : (
        <VersionChoice>
          <ul aria-label="Versions, newest first" className="divide-y">
            {part.map((each) => (
              <VersionRow
                key={each.id}
                deviceId={device.id}
                version={each}
                isShown={each.id === shown?.id}
              />
            ))}
          </ul>
        </VersionChoice>
      )}
      {total > versionsLimit ? (
        <CardFooter>
          <Pager
            offset={offset}
            limit={versionsLimit}
            total={total}
            href={(at) => `${deviceAddress(device.id, { version, view, offset: at })}#versions`}
          />
        </CardFooter>
      ) : null}
    </Card>
  );
}
