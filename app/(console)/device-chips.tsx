import { formatCount } from "#components/format";
import { FilterChip } from "#components/ui/filter-chips";
import type { Context } from "#lib/context";
import { platformNames } from "#lib/platforms/schema";
import { unknownPlatform } from "./list-state.ts";
import { devicesNow, deviceWordsNow } from "./reads.tsx";

/** Platform, tag and site, by which lists of devices are narrowed: only words that some device has. */
export async function DeviceChips({
  ctx,
  unknown = false,
}: {
  ctx: Context;
  /** Whether devices whose platform is not known yet can be asked for. */
  unknown?: boolean;
}) {
  const words = await deviceWordsNow(ctx);
  const used = new Set((await devicesNow(ctx)).map(({ platform }) => platform));
  const platforms = [
    ...Object.entries(platformNames)
      .filter(([id]) => used.has(id as keyof typeof platformNames))
      .map(([value, label]) => ({ value, label })),
    ...(unknown && used.has(null) ? [{ value: unknownPlatform, label: "Not known yet" }] : []),
  ];
  const chips = [
    { name: "platform", label: "Platform", options: platforms },
    { name: "tag", label: "Tag", options: counted(words.tags) },
    { name: "site", label: "Site", options: counted(words.sites) },
  ];
  return chips
    .filter(({ options }) => options.length > 0)
    .map((chip) => <FilterChip key={chip.name} {...chip} />);
}

function counted(words: Map<string, number>) {
  return [...words].map(([value, count]) => ({
    value,
    label: `${value} (${formatCount(count)})`,
  }));
}
