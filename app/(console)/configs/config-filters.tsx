import { formatCount } from "#components/format";
import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import type { Context } from "#lib/context";
import { platformNames } from "#lib/platforms/schema";
import { devicesNow, deviceWordsNow } from "../reads.tsx";
import { stateWords } from "./list-state.ts";

const states = Object.entries(stateWords).map(([value, label]) => ({ value, label }));

/** What the list can be narrowed by; only words that some device has are offered. */
export async function ConfigFilters({ ctx }: { ctx: Context }) {
  const words = await deviceWordsNow(ctx);
  const used = new Set((await devicesNow(ctx)).map(({ platform }) => platform));
  const platforms = Object.entries(platformNames)
    .filter(([id]) => used.has(id as keyof typeof platformNames))
    .map(([value, label]) => ({ value, label }));
  return (
    <FilterBar>
      <FilterSearch placeholder="Device, address, site or tag" />
      <FilterChip name="state" label="State" options={states} />
      {platforms.length > 0 ? (
        <FilterChip name="platform" label="Platform" options={platforms} />
      ) : null}
      {words.tags.size > 0 ? (
        <FilterChip name="tag" label="Tag" options={counted(words.tags)} />
      ) : null}
      {words.sites.size > 0 ? (
        <FilterChip name="site" label="Site" options={counted(words.sites)} />
      ) : null}
    </FilterBar>
  );
}

function counted(words: Map<string, number>) {
  return [...words].map(([value, count]) => ({
    value,
    label: `${value} (${formatCount(count)})`,
  }));
}
