import { type Column, type GetColumnData, type SQL, sql } from "drizzle-orm";

/** Rows with these columns. */
export type RowOf<Fields extends Record<string, Column>> = {
  [Name in keyof Fields]: GetColumnData<Fields[Name], "query">;
};

/**
 * Reads thousands of rows as one text. The driver defines two properties for each value of each
 * row, which for all devices costs several times what the query does.
 *
 * @param fields no bytes and no number beyond 2^53: JSON has neither
 * @param select runs the query that yields `all`; joins and conditions are its own, an order has no
 *   effect
 */
export async function readMany<Fields extends Record<string, Column>>(
  fields: Fields,
  select: (all: SQL<string>) => PromiseLike<{ all: string }[]>,
): Promise<RowOf<Fields>[]> {
  const columns = Object.entries(fields);
  const values = sql.join(
    columns.map(([, column]) => column),
    sql`, `,
  );
  const [row] = await select(sql<string>`json_group_array(json_array(${values}))`);
  const rows: unknown[][] = JSON.parse(row?.all ?? "[]");
  return rows.map((each) => {
    const read: Record<string, unknown> = {};
    columns.forEach(([name, column], at) => {
      const value = each[at] ?? null;
      read[name] = value === null ? null : column.mapFromDriverValue(value);
    });
    return read as RowOf<Fields>;
  });
}
