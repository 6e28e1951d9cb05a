/**
 * The pages of `docs/reference/errors/`: one for each cause, and an index.
 *
 * The head of a page (sentence, next step, figures) and the index's table are made from the table
 * of causes, so that they cannot disagree with what the program does; the rest is written by hand.
 * `npm run check` names what is missing, left over or out of date, and `node tools/error-pages.ts`
 * writes the heads and the table anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Cause, type CauseName, causes } from "#lib/failures";

export const errorPagesFolder = "docs/reference/errors";

/** Every cause, in the order of the index. */
export const causeNames = (Object.keys(causes) as CauseName[]).sort();

/** The part of a cause's page above its first section. */
export function headOf(name: CauseName): string {
  const cause = plain(name);
  return [
    `# ${name}`,
    "",
    `> ${asMarkdown(sentenceOf(name))}`,
    ">",
    `> Next: ${asMarkdown(cause.next)}`,
    "",
    "| severity | worth another try | exit code | HTTP status |",
    "| --- | --- | --- | --- |",
    `| ${cause.severity} | ${cause.retry ? "yes" : "no"} | ${cause.exit} | ${cause.http} |`,
    "",
    "",
  ].join("\n");
}

/** The index's table: every cause by name. */
export function indexTable(): string {
  const rows = causeNames.map((name) => {
    const { severity, retry, exit, http } = plain(name);
    const again = retry ? "yes" : "no";
    const sentence = asMarkdown(sentenceOf(name));
    return `| [${name}](${name}.md) | ${sentence} | ${severity} | ${again} | ${exit} | ${http} |`;
  });
  return [
    "| cause | what it says | severity | worth another try | exit code | HTTP status |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** The sentence of a cause, each fact standing as its name in capitals. */
function sentenceOf(name: CauseName): string {
  const listed = { problems: [{ field: "FIELD", problem: "PROBLEM" }] };
  const facts = new Proxy<Record<string, unknown>>(listed, {
    get: (known, fact) => known[String(fact)] ?? capitals(String(fact)),
  });
  return plain(name).says(facts);
}

function capitals(fact: string): string {
  return fact.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function asMarkdown(sentence: string): string {
  return sentence.replace(/[*<>|]/g, (character) => `\\${character}`);
}

/** A cause without the type of its facts, which the sentence above fills with their names. */
function plain(name: CauseName): Cause<Record<string, unknown>> {
  return causes[name] as unknown as Cause<Record<string, unknown>>;
}

/** Writes heads and table anew; what stands from the first section on is kept. */
function writePages(root: string): void {
  for (const name of causeNames) {
    const page = path.join(root, errorPagesFolder, `${name}.md`);
    if (!existsSync(page)) continue; // a page needs a writer; the check names it
    const text = readFileSync(page, "utf8");
    writeFileSync(page, headOf(name) + text.slice(text.search(/^## /m)));
  }
  const index = path.join(root, errorPagesFolder, "README.md");
  const text = readFileSync(index, "utf8");
  const table = /^\| cause \|.*\n(?:\|.*\n)*/m;
  writeFileSync(
    index,
    text.replace(table, () => indexTable()),
  );
}

if (import.meta.main) writePages(path.join(import.meta.dirname, ".."));
