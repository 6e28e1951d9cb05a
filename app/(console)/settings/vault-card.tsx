import { formatAbsolute, formatBytes, formatPercent, plural } from "#components/format";
import { Card, CardBody } from "#components/ui/card";
import { KeyValues } from "#components/ui/facts";
import type { Context } from "#lib/context";
import { readBin, readScrub } from "#lib/runs";
import { DaysSetting } from "./days-setting.tsx";

const scrubChoices = [1, 7, 14, 30, 60, 90, 180, 365];
const binChoices = [0, 1, 3, 7, 14, 30, 60, 90];

/** How far the rolling check of the vault has come, and within how many days it reads everything. */
export async function VaultCard({ ctx, timeZone }: { ctx: Context; timeZone: string }) {
  const { days, last, nextAt } = await readScrub(ctx);
  const { days: binDays } = await readBin(ctx);
  const time = (text: string | null) =>
    text ? formatAbsolute(new Date(text), timeZone) : "not yet known";
  const share = last && last.bytes > 0 ? Math.min(1, last.readBytes / last.bytes) : 0;
  const read = `${formatBytes(last?.readBytes ?? 0)}, ${formatPercent(share)} of the vault`;
  const found = last?.damaged ? `${plural(last.damaged, "archive")} damaged` : "Nothing damaged";
  const next = nextAt ? formatAbsolute(nextAt, timeZone) : "As soon as no run is open";
  const items = [
    { label: "Last check", value: last ? time(last.endedAt) : "none yet" },
    ...(last ? [{ label: "Read whole", value: read }] : []),
    ...(last ? [{ label: "Found", value: found }] : []),
    { label: "Longest unread since", value: time(last?.oldestReadAt ?? null) },
    { label: "Next check", value: next },
  ];
  return (
    <Card title="Check of the vault">
      <CardBody>
        <KeyValues items={items} />
        <div className="grid gap-x-5 md:grid-cols-2">
          <DaysSetting
            setting="scrubDays"
            label="Everything is read within"
            hint="A share each day, while no run is open. A choice applies at once."
            days={days}
            choices={scrubChoices}
          />
          <DaysSetting
            setting="binDays"
            label="What is let go can be taken back for"
            hint={binHint(binDays)}
            days={binDays}
            choices={binChoices}
            none="No time: it is freed at once"
          />
        </div>
      </CardBody>
    </Card>
  );
}

function binHint(days: number): string {
  return days === 0
    ? "What is let go is gone at once, whether by retention or by a person."
    : "For what is let go from now on; what waits already keeps its day.";
}
