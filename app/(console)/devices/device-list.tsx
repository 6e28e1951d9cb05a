import { Link } from "#components/link";
import { Selection, SelectShown } from "#components/selection";
import { buttonVariants } from "#components/ui/button";
import { CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { Column, Table, TableBody, TableHead } from "#components/ui/table";
import type { Context } from "#lib/context";
import { lastCapturesOf } from "#lib/versions";
import { deviceWordsNow } from "../reads.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { deviceLinesNow } from "./device-lines.tsx";
import { DeviceRow } from "./device-row.tsx";
import { type DeviceSort, type ListState, linesOf, listAddress, listLimit } from "./list-state.ts";

/** The devices that match, worst first unless the address says otherwise. */
export async function DeviceList({ ctx, state }: { ctx: Context; state: ListState }) {
  const matching = linesOf(await deviceLinesNow(ctx), state);
  const { offset } = state;
  const shown = matching.slice(offset, offset + listLimit);
  if (shown.length === 0) return <NoMatch total={matching.length} state={state} />;
  const deviceIds = shown.map(({ device }) => device.id);
  const captures = await lastCapturesOf(ctx, { deviceIds });
  const { tags } = await deviceWordsNow(ctx);
  return (
    <Selection key={listAddress(state)} shown={deviceIds} total={matching.length}>
      <BulkBar tags={[...tags.keys()]} state={state} />
      <Table label="Devices" cards>
        <TableHead>
          <Column className="w-9">
            <SelectShown />
          </Column>
          <Column sort={sortOf(state, "state")}>State</Column>
          <Column sort={sortOf(state, "name")}>Device</Column>
          <Column className="max-wide:hidden">Platform</Column>
          <Column sort={sortOf(state, "copy")}>Last good copy</Column>
          <Column sort={sortOf(state, "change")} className="max-lg:hidden">
            Last change
          </Column>
          <Column className="max-lg:hidden">Last 20 attempts</Column>
          <Column>
            <span className="sr-only">Actions</span>
          </Column>
        </TableHead>
        <TableBody>
          {shown.map((line) => (
            <DeviceRow
              key={line.device.id}
              line={line}
              captures={captures.get(line.device.id) ?? []}
            />
          ))}
        </TableBody>
      </Table>
      <CardFooter>
        <Pager
          offset={offset}
          limit={listLimit}
          total={matching.length}
          href={(next) => listAddress(state, { offset: next })}
        >
          <span className="max-lg:hidden">Bars up: copy kept, height is duration</span>
          <span className="max-lg:hidden">Bars down: nothing kept</span>
        </Pager>
      </CardFooter>
    </Selection>
  );
}

function sortOf(state: ListState, sort: DeviceSort) {
  const isSort = state.sort === sort;
  const direction = isSort ? (state.turned ? "descending" : "ascending") : null;
  const turned = isSort && !state.turned ? ("1" as const) : undefined;
  return { href: listAddress(state, { sort, turned }), direction } as const;
}

function NoMatch({ total, state }: { total: number; state: ListState }) {
  const beyond = total > 0;
  return (
    <EmptyState
      title={beyond ? "The list ends before this page" : "No device matches"}
      action={
        <Link href={beyond ? listAddress(state) : "/devices"} className={buttonVariants()}>
          {beyond ? "Go to its beginning" : "Show all devices"}
        </Link>
      }
    >
      {state.q && !beyond ? `Nothing is called “${state.q}”, and no address has it in it.` : null}
    </EmptyState>
  );
}
