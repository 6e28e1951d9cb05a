import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type ParseResult, parseSync } from "oxc-parser";

/** Folders that hold nothing we wrote. */
const foreignFolders = new Set([
  ".git",
  ".next",
  "coverage",
  "data",
  "migrations",
  "node_modules",
  "playwright-report",
  "test-results",
]);
const codeEndings = /\.(?:ts|tsx|mjs|js)$/;
const testEndings = /\.(?:test|spec)\.tsx?$/;
const textEndings = /\.(?:ts|tsx|mjs|js|css|md|json|yaml|yml|sh|cmd|txt|svg|html|sql)$/;

/** A text file of the repository. Read once, parsed once, whichever rules look at it. */
export interface SourceFile {
  /** Relative to the repository, with `/`. */
  path: string;
  text: string;
  lines: string[];
  /** Stands beside the code and specifies it. */
  isTest: boolean;
}

export interface CodeFile extends SourceFile {
  parsed: ParseResult;
}

/** What the rules look at: a repository, or a small one that a test made. */
export interface Tree {
  root: string;
  files: SourceFile[];
  code: CodeFile[];
  /** Files and folders, relative, whether text or not. */
  paths: ReadonlySet<string>;
}

/** Reads every text file of the repository at `root`; what is installed or built is left out. */
export function readTree(root: string): Tree {
  const paths = [...walk(root, "")];
  const files = paths
    .filter((each) => textEndings.test(each) && each !== "package-lock.json")
    .map((each) => readSource(root, each));
  const code = files
    .filter((file) => codeEndings.test(file.path))
    .map((file) => ({ ...file, parsed: parseSync(file.path, file.text) }));
  return { root, files, code, paths: new Set(paths) };
}

/** The line, from 1, of a place in a file's text. */
export function lineAt(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split("\n").length;
}

/** Whether a path of the repository exists, installed and built things included. */
export function exists(tree: Tree, relative: string): boolean {
  return tree.paths.has(relative) || existsSync(path.join(tree.root, relative));
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (isForeign(entry, folder)) continue;
    const relative = folder ? `${folder}/${entry.name}` : entry.name;
    yield relative;
    if (entry.isDirectory()) yield* walk(root, relative);
  }
}

function isForeign(entry: Dirent, folder: string): boolean {
  if (entry.name === "next-env.d.ts" && folder === "") return true; // written by Next
  return entry.isDirectory() && foreignFolders.has(entry.name);
}

function readSource(root: string, relative: string): SourceFile {
  const text = readFileSync(path.join(root, relative), "utf8");
  return { path: relative, text, lines: text.split("\n"), isTest: testEndings.test(relative) };
}
