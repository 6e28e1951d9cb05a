import { homedir } from "node:os";
import type { Finding, Rule } from "../finding.ts";
import type { SourceFile, Tree } from "../tree.ts";

/** Written with classes so that this file does not name what it refuses. */
const banned: readonly { pattern: RegExp; code: boolean; instead: string }[] = [
  {
    pattern: /\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/,
    code: false,
    instead: "do it now, or write an issue",
  },
  { pattern: /\bas a[n]y\b/, code: true, instead: "name the type, or parse with a schema" },
  {
    pattern: /@ts-(?:ignor[e]|nochec[k]|expect-erro[r])/,
    code: true,
    instead: "mend the type it hides",
  },
  {
    pattern: /\b(?:test|it|describe|suite)\.(?:ski[p]|onl[y]|tod[o]|fixm[e])\b/,
    code: true,
    instead: "every test runs, every time",
  },
  { pattern: /\bx(?:i[t]|describ[e])\(/, code: true, instead: "every test runs, every time" },
];

export const words: Rule = {
  name: "words: nothing is put off",
  find: (tree) =>
    tree.files.flatMap((file) =>
      banned
        .filter(({ code }) => !code || /\.(?:ts|tsx|mjs|js)$/.test(file.path))
        .flatMap(({ pattern, instead }) => matches(file, pattern, instead)),
    ),
};

/** Names of files and folders that say nothing about what is inside. */
const emptyNames = /(?:^|[-./])(?:utils?|helpers?|managers?|misc|stuff|common)(?:[.]|$)/;
/** A folder in brackets carries the name of a parameter, as code writes it. */
const lowerCase = /^(?:[a-z0-9.()@_-]|\[[.\w]+\])+$/;
const byTradition =
  /(?:^|\/)(?:(?:README|CHANGELOG|LICENSE|CONTRIBUTING|SECURITY)(?:\.md)?|Caddyfile|Containerfile(?:\.dockerignore)?)$/;

export const names: Rule = {
  name: "words: names say what is inside",
  find: (tree) =>
    [...tree.paths].flatMap((path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (emptyNames.test(name)) {
        return [{ path, line: 1, message: "name it for what it holds, not for being of use" }];
      }
      // What the product itself wrote carries the names that it gives.
      const isWritten = path.includes("/fixtures/");
      if (isWritten || lowerCase.test(name) || byTradition.test(path)) return [];
      return [{ path, line: 1, message: "names of files are lower case with hyphens" }];
    }),
};

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}/;

/** Paths of the machine something was written on, and keys. */
export const machines: Rule = {
  name: "words: no paths or keys of one machine",
  find: (tree) => {
    const instead = "say it without the path of one machine";
    const place = machinePaths(tree);
    return tree.files.flatMap((file) => [
      ...matches(file, place, instead),
      ...(privateKey.test(file.text)
        ? [{ path: file.path, line: 1, message: "holds a private key; make one in the test" }]
        : []),
    ]);
  },
};

function machinePaths(tree: Tree): RegExp {
  const literal = [tree.root, homedir()].filter((path) => path.split("/").length > 2);
  const escaped = literal.map((path) => path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const common = ["/wor[k]/\\w", "/roo[t]/\\w", "/User[s]/\\w", "/tmp/brie[f]"];
  return new RegExp(`(?<![\\w.~-])(?:${[...common, ...escaped].join("|")})`);
}

function matches(file: SourceFile, pattern: RegExp, instead: string): Finding[] {
  return file.lines.flatMap((text, index) => {
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return [];
    return [{ path: file.path, line: index + 1, message: `“${found.trim()}”: ${instead}` }];
  });
}
