import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import type { Context } from "#lib/context";
import { DeviceChips } from "../device-chips.tsx";
import { credentialsNow } from "../reads.tsx";
import { stateWords } from "./list-state.ts";

const states = Object.entries(stateWords).map(([value, label]) => ({ value, label }));
const enabled = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** What the list can be narrowed by. */
export async function DeviceFilters({ ctx }: { ctx: Context }) {
  const credentials = (await credentialsNow(ctx)).filter(({ usedBy }) => usedBy.length > 0);
  return (
    <FilterBar>
      <FilterSearch placeholder="Name, address, site or tag" />
      <FilterChip name="state" label="State" options={states} />
      <DeviceChips ctx={ctx} unknown />
      <FilterChip
        name="credential"
        label="Credential"
        options={credentials.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FilterChip name="enabled" label="Enabled" options={enabled} />
    </FilterBar>
  );
}
