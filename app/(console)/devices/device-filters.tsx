import { formatCount } from "#components/format";
import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import type { Context } from "#lib/context";
import { platformNames } from "#lib/platforms/schema";
import { credentialsNow, devicesNow, deviceWordsNow } from "../reads.tsx";
import { stateWords, unknownPlatform } from "./list-state.ts";

const states = Object.entries(stateWords).map(([value, label]) => ({ value, label }));
const enabled = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** What the list can be narrowed by; only words that some device has are offered. */
export async function DeviceFilters({ ctx }: { ctx: Context }) {
  const words = await deviceWordsNow(ctx);
  const used = new Set((await devicesNow(ctx)).map(({ platform }) => platform));
  const credentials = (await credentialsNow(ctx)).filter(({ usedBy }) => usedBy.length > 0);
  const platforms = [
    ...Object.entries(platformNames)
      .filter(([id]) => used.has(id as keyof typeof platformNames))
      .map(([value, label]) => ({ value, label })),
    ...(used.has(null) ? [{ value: unknownPlatform, label: "Not known yet" }] : []),
  ];
  return (
    <FilterBar>
      <FilterSearch placeholder="Name, address, site or tag" />
      <FilterChip name="state" label="State" options={states} />
      <FilterChip name="platform" label="Platform" options={platforms} />
      {words.tags.size > 0 ? (
        <FilterChip name="tag" label="Tag" options={counted(words.tags)} />
      ) : null}
      {words.sites.size > 0 ? (
        <FilterChip name="site" label="Site" options={counted(words.sites)} />
      ) : null}
      <FilterChip
        name="credential"
        label="Credential"
        options={credentials.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FilterChip name="enabled" label="Enabled" options={enabled} />
    </FilterBar>
  );
}

function counted(words: Map<string, number>) {
  return [...words].map(([value, count]) => ({
    value,
    label: `${value} (${formatCount(count)})`,
  }));
}
