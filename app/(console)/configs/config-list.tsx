import { Link } from "#components/link";
import { Selection, SelectShown } from "#components/selection";
import { buttonVariants } from "#components/ui/button";
import { CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { Column, Table, TableBody, TableHead } from "#components/ui/table";
import type { Context } from "#lib/context";
import { configPart } from "./config-lines.tsx";
import { ConfigRow } from "./config-row.tsx";
import { type ConfigSort, type ListState, listAddress, listLimit } from "./list-state.ts";
import { SelectionBar } from "./selection-bar.tsx";

/** The configurations that match, worst first unless the address says otherwise. */
export async function ConfigList({ ctx, state }: { ctx: Context; state: ListState }) {
  const { lines, total } = await configPart(ctx, state);
  const { offset } = state;
  if (lines.length === 0) return <NoMatch total={total} state={state} />;
  const shown = lines.flatMap(({ version }) => (version ? [version.id] : []));
  return (
    <Selection key={listAddress(state)} shown={shown} total={total}>
      <SelectionBar state={state} />
      <Table label="Configurations" cards>
        <TableHead>
          <Column className="w-9">
            <SelectShown />
          </Column>
          <Column {...sortOf(state, "state")}>State</Column>
          <Column {...sortOf(state, "name")}>Device</Column>
          <Column className="max-wide:hidden">Platform</Column>
          <Column {...sortOf(state, "copy")}>Last seen</Column>
          <Column {...sortOf(state, "change")}>Last change</Column>
          <Column numeric className="max-lg:hidden">
            Size
          </Column>
          <Column>
            <span className="sr-only">Actions</span>
          </Column>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <ConfigRow key={line.version?.id ?? line.device.id} line={line} />
          ))}
        </TableBody>
      </Table>
      <CardFooter>
        <Pager
          offset={offset}
          limit={listLimit}
          total={total}
          href={(next) => listAddress(state, { offset: next })}
        />
      </CardFooter>
    </Selection>
  );
}

/** Past versions come newest first and no other way. */
function sortOf(state: ListState, sort: ConfigSort) {
  if (state.state === "past") return {};
  const isSort = state.sort === sort;
  const direction = isSort ? (state.turned ? "descending" : "ascending") : null;
  const turned = isSort && !state.turned ? ("1" as const) : undefined;
  return { sort: { href: listAddress(state, { sort, turned }), direction } } as const;
}

function NoMatch({ total, state }: { total: number; state: ListState }) {
  const beyond = total > 0;
  const nothingPast = state.state === "past" && !beyond;
  return (
    <EmptyState
      title={
        beyond
          ? "The list ends before this page"
          : nothingPast
            ? "No past version matches"
            : "No configuration matches"
      }
      action={
        <Link href={beyond ? listAddress(state) : "/configs"} className={buttonVariants()}>
          {beyond ? "Go to its beginning" : "Show all configurations"}
        </Link>
      }
    >
      {nothingPast ? "A version becomes past when the device says something else." : null}
    </EmptyState>
  );
}
