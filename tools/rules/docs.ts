import { readFileSync } from "node:fs";
import path from "node:path";
import { causes } from "#lib/failures";
import type { Finding, Rule } from "../finding.ts";
import { documentsOf, type MarkdownDocument, type Piece, readMarkdown } from "../markdown.ts";
import { exists, type Tree } from "../tree.ts";

/** Links lead somewhere, and a path of the repository that is named is there. */
export const docPaths: Rule = {
  name: "docs: links and paths exist",
  find: (tree) =>
    documentsOf(tree).flatMap((document) => [
      ...document.links.flatMap((link) => deadLink(tree, document, link)),
      ...document.code.flatMap((code) => missingPath(tree, document, code)),
    ]),
};

function deadLink(tree: Tree, document: MarkdownDocument, { line, text }: Piece): Finding[] {
  if (/^[a-z]+:/.test(text)) return [];
  const [to = "", anchor] = text.split("#");
  const from = path.posix.dirname(document.file.path);
  const target = to ? path.posix.join(from, to) : document.file.path;
  const finding = (message: string) => [{ path: document.file.path, line, message }];
  if (!exists(tree, target)) return finding(`the link to ${text} leads nowhere`);
  const file = tree.files.find((each) => each.path === target);
  if (!anchor || !file || !target.endsWith(".md")) return [];
  return readMarkdown(file).anchors.has(anchor)
    ? []
    : finding(`${target} has no heading #${anchor}`);
}

/** `lib/plans`, `bin/start.mjs`; what is in capitals stands for a name: `docs/reference/errors/CAUSE.md`. */
function missingPath(tree: Tree, document: MarkdownDocument, { line, text }: Piece): Finding[] {
  const tops = new Set([...tree.paths].filter((each) => !each.includes("/")));
  const words = text
    .split(/[\s"'=]+/)
    .map((word) => word.replace(/^\.\//, "").replace(/[,;:]$/, ""));
  return words
    .filter((word) => /^[\w.()[\]@-]+(?:\/[\w.()[\]@-]+)+\/?$/.test(word))
    .filter((word) => tops.has(word.split("/")[0] ?? "") && !/(?:^|\/)[A-Z]+(?:\.\w+)?$/.test(word))
    .filter((word) => !exists(tree, word.replace(/\/$/, "")))
    .map((word) => ({ path: document.file.path, line, message: `there is no ${word}` }));
}

/** `npm run …` names a script of package.json. */
export const docScripts: Rule = {
  name: "docs: npm scripts exist",
  find: (tree) => {
    const scripts = readScripts(tree);
    return documentsOf(tree).flatMap(({ file, code }) =>
      code.flatMap(({ line, text }) =>
        [...text.matchAll(/\bnpm (?:run(?:-script)? )?([a-z][\w:-]*)/g)]
          .filter(([all, name = ""]) => isScript(all, name) && !scripts.has(name))
          .map(([all]) => ({ path: file.path, line, message: `${all}: there is no such script` })),
      ),
    );
  },
};

/** `npm ci` and the like are npm's own. */
function isScript(command: string, name: string): boolean {
  return command !== `npm ${name}` || name === "start" || name === "test" || name === "stop";
}

function readScripts(tree: Tree): Set<string> {
  if (!tree.paths.has("package.json")) return new Set();
  const manifest = JSON.parse(readFileSync(path.join(tree.root, "package.json"), "utf8"));
  return new Set(Object.keys(manifest.scripts ?? {}));
}

/** Each variable a document tells people to set is read somewhere. */
export const docVariables: Rule = {
  name: "docs: environment variables exist",
  find: (tree) => {
    const read = new Set<string>();
    for (const { path, text, isTest } of tree.code) {
      if (isTest || path.startsWith("tools/")) continue;
      for (const [name] of text.matchAll(/\bHOLDFAST_[A-Z_]+\b/g)) read.add(name);
    }
    return documentsOf(tree).flatMap(({ file }) =>
      file.lines.flatMap((text, index) =>
        [...text.matchAll(/\bHOLDFAST_[A-Z_]+\b/g)]
          .filter(([name]) => !read.has(name))
          .map(([name]) => ({
            path: file.path,
            line: index + 1,
            message: `nothing reads the variable ${name}`,
          })),
      ),
    );
  },
};

/** A cause quoted in JSON is one. */
export const docCauses: Rule = {
  name: "docs: causes exist",
  find: (tree) =>
    documentsOf(tree).flatMap(({ file, code }) =>
      code.flatMap(({ line, text }) =>
        [...text.matchAll(/"?\bcause"?: "([a-z-]+)"/g)]
          .filter(([, cause = ""]) => !Object.hasOwn(causes, cause))
          .map(([, cause]) => ({
            path: file.path,
            line,
            message: `lib/failures has no cause ${cause}`,
          })),
      ),
    ),
};
