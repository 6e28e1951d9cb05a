import { visible } from "./format.ts";
import { out, outIsTerminal } from "./terminal.ts";

/** One column of a table: short and clear for people, full for programs. */
export interface Column<Row> {
  title: string;
  people(row: Row): string;
  /** Absent: as for people. */
  full?(row: Row): string;
  right?: boolean;
}

/** One document on standard output. Times in it become RFC 3339 in UTC. */
export function printJson(document: unknown): void {
  out(`${JSON.stringify(document, null, 2)}\n`);
}

/**
 * A table with headings on a terminal; in a pipe the same rows without headings, separated by tabs.
 *
 * @param empty what a person reads when there is no row
 */
export function printTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  empty: string,
): void {
  if (!outIsTerminal()) {
    for (const row of rows) out(`${tabLine(columns, row)}\n`);
    return;
  }
  if (rows.length === 0) {
    out(`${empty}\n`);
    return;
  }
  const cells = [
    columns.map((column) => column.title.toUpperCase()),
    ...rows.map((row) => columns.map((column) => visible(column.people(row)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  for (const line of cells) {
    const padded = line.map((cell, at) => {
      const width = widths[at] ?? 0;
      return columns[at]?.right ? cell.padStart(width) : cell.padEnd(width);
    });
    out(`${padded.join("  ").trimEnd()}\n`);
  }
}

/** Lines of a name and a value: aligned for people, separated by a tab in a pipe. */
export function printFacts(facts: readonly (readonly [string, string])[]): void {
  const width = outIsTerminal() ? Math.max(...facts.map(([name]) => name.length)) + 2 : 0;
  for (const [name, value] of facts) {
    out(`${width ? name.padEnd(width) : `${name}\t`}${visible(value)}\n`);
  }
}

/** A table that follows facts: set off for people; in a pipe each row says what it is. */
export function printRows<Row>(
  what: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  empty: string,
): void {
  if (outIsTerminal()) out("\n");
  const named = outIsTerminal() ? columns : [{ title: what, people: () => what }, ...columns];
  printTable(named, rows, empty);
}

/** One row as a program reads it. */
export function tabLine<Row>(columns: readonly Column<Row>[], row: Row): string {
  return columns.map((column) => visible((column.full ?? column.people)(row))).join("\t");
}
