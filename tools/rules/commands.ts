import type { Command } from "commander";
import { fileKeys } from "../../cli/apply/shape.ts";
import { commandsPage, program, withTables } from "../command-pages.ts";
import type { Finding, Rule } from "../finding.ts";
import { documentsOf, type MarkdownDocument } from "../markdown.ts";
import type { Tree } from "../tree.ts";

const applyPage = "docs/reference/apply-file.md";

/** What documents tell people to type is understood, and the reference tells all of it. */
export const docCommands: Rule = {
  name: "docs: commands and options exist",
  find: (tree) => [
    ...documentsOf(tree).flatMap(unknownWords),
    ...outdatedTables(tree),
    ...missingKeys(tree),
  ],
};

function unknownWords({ file, code }: MarkdownDocument): Finding[] {
  return code.flatMap(({ line, text }) =>
    [...text.matchAll(/(?:\bnpx |^)holdfast(?=\s|$)(.*)$/g)].flatMap(([, typed = ""]) => {
      const problem = problemOf(wordsOf(typed));
      return problem ? [{ path: file.path, line, message: problem }] : [];
    }),
  );
}

/** The words of one command, up to where the shell takes over again. */
function wordsOf(typed: string): string[] {
  const [own = ""] = typed.split(/\s*(?:[|;&>#)]|\s\d>|\$\()/);
  return [...own.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word.replace(/^\[|\]$/g, ""));
}

function problemOf(words: readonly string[]): string | null {
  let command: Command = program;
  for (const word of words) {
    const [option = ""] = word.split("=");
    if (/^-./.test(option)) {
      if (!knows(command, option)) return `${said(command)} has no option ${option}`;
      continue;
    }
    if (command.commands.length === 0 || word === "…") continue;
    const next = command.commands.find((each) => each.name() === word);
    if (!next) return `${said(command)} has no command ${word}`;
    command = next;
  }
  return null;
}

function knows(command: Command, option: string): boolean {
  if (["--help", "-h"].includes(option)) return true;
  return command.options.some(({ long, short }) => option === long || option === short);
}

function said(command: Command): string {
  return command.parent ? `${said(command.parent)} ${command.name()}` : command.name();
}

function outdatedTables(tree: Tree): Finding[] {
  const page = tree.files.find(({ path }) => path === commandsPage);
  if (!page || withTables(page.text) === page.text) return [];
  const message = "its tables are not those of the program: run node tools/command-pages.ts";
  return [{ path: commandsPage, line: 1, message }];
}

function missingKeys(tree: Tree): Finding[] {
  const page = tree.files.find(({ path }) => path === applyPage);
  if (!page) return [];
  return fileKeys
    .filter((key) => !page.text.includes(`| \`${key}\` |`))
    .map((key) => ({ path: applyPage, line: 1, message: `says nothing of ${key}` }));
}
