/**
 * The tables of `docs/reference/commands.md`, made from the program itself: `npm run check` says
 * when they differ, and `node tools/command-pages.ts` writes them anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { buildProgram } from "../cli/program.ts";

export const commandsPage = "docs/reference/commands.md";

const begin = "<!-- made from the program: node tools/command-pages.ts -->";
const end = "<!-- end -->";

/** The program with all its commands. */
export const program = buildProgram();

/** The commands that do something, by the words that lead to them. */
function leaves(command: Command, words: readonly string[] = []): [string, Command][] {
  if (command.commands.length === 0) return [[words.join(" "), command]];
  return command.commands.flatMap((each) => leaves(each, [...words, each.name()]));
}

/** Options of one command, without those that all of them have. */
function ownOptions(command: Command) {
  return command.options.filter(({ long }) => long !== "--json");
}

/** What stands between the two marks. */
export function commandTables(): string {
  const commands = leaves(program).map(([words, command]) => {
    const takes = command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? "…" : ""}`;
      return argument.required ? name : `[${name}]`;
    });
    const options = ownOptions(command).map(({ flags, mandatory }) => {
      const plain = flags.replace(/[<>]/g, "");
      return mandatory ? plain : `[${plain}]`;
    });
    const typed = [words, ...takes, ...options].join(" ").replace(", --output", "");
    return `| \`${typed}\` | ${command.description()} |`;
  });
  const options = leaves(program).flatMap(([words, command]) =>
    ownOptions(command).map(
      ({ flags, description }) =>
        `| \`${words}\` | \`${flags.replace(/[<>]/g, "")}\` | ${description} |`,
    ),
  );
  return [
    "| command | does |",
    "| --- | --- |",
    ...commands,
    "",
    "| command | option | |",
    "| --- | --- | --- |",
    ...options,
  ].join("\n");
}

/** The page with its tables as they should be; `null` where it has no marks for them. */
export function withTables(page: string): string | null {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) return null;
  return `${page.slice(0, from)}${begin}\n${commandTables()}\n${page.slice(to)}`;
}

if (import.meta.main) {
  const file = path.join(import.meta.dirname, "..", commandsPage);
  const page = withTables(readFileSync(file, "utf8"));
  if (page === null) throw new Error(`${commandsPage} has no place for the tables.`);
  writeFileSync(file, page);
}
