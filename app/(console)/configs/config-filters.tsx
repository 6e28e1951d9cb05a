import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import type { Context } from "#lib/context";
import { DeviceChips } from "../device-chips.tsx";
import { stateWords } from "./list-state.ts";

const states = Object.entries(stateWords).map(([value, label]) => ({ value, label }));

/** What the list can be narrowed by. */
export function ConfigFilters({ ctx }: { ctx: Context }) {
  return (
    <FilterBar>
      <FilterSearch placeholder="Device, address, site or tag" />
      <FilterChip name="state" label="State" options={states} />
      <DeviceChips ctx={ctx} />
    </FilterBar>
  );
}
