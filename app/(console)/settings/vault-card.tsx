import { formatAbsolute, formatBytes, formatPercent, plural } from "#components/format";
import { Card, CardBody } from "#components/ui/card";
import { KeyValues } from "#components/ui/facts";
import type { Context } from "#lib/context";
import { readBin, readScrub } from "#lib/runs";
import { BinDays } from "./bin-days.tsx";
import { ScrubDays } from "./scrub-days.tsx";

/** How far the rolling check of the vault has come, and within how many days it reads everything. */
export async function VaultCard({ ctx, timeZone }: { ctx: Context; timeZone: string }) {
  const { days, last, nextAt } = await readScrub(ctx);
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
          <ScrubDays days={days} />
          <BinDays days={(await readBin(ctx)).days} />
        </div>
      </CardBody>
    </Card>
  );
}
