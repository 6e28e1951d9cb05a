import { causes } from "#lib/failures";
import { causeNames, errorPagesFolder, headOf, indexTable } from "../error-pages.ts";
import type { Finding, Rule } from "../finding.ts";
import type { SourceFile, Tree } from "../tree.ts";

/** What every page tells, in this order. */
const sections = ["What happened", "How to mend it", "What else it may be", "Related"];
const renew = "run node tools/error-pages.ts";
const indexPage = `${errorPagesFolder}/README.md`;

/** A person who meets a cause finds its page, and the page says what the program says. */
export const errorPages: Rule = {
  name: "docs: a page for every cause, and no other",
  find: (tree) => [
    ...causeNames.flatMap((name) => {
      const page = pageAt(tree, `${errorPagesFolder}/${name}.md`);
      return page ? findingsOf(page, headOf(name)) : [missing(name)];
    }),
    ...tree.files.filter(isLeftOver).map(({ path }) => ({
      path,
      line: 1,
      message: "explains no cause of lib/failures: rename or remove it",
    })),
    ...indexFindings(tree),
  ],
};

function findingsOf({ path, text }: SourceFile, head: string): Finding[] {
  const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  const findings: Finding[] = [];
  if (!text.startsWith(head)) {
    findings.push({ path, line: 1, message: `its head is not what the table says: ${renew}` });
  }
  if (titles.join() !== sections.join()) {
    findings.push({ path, line: 1, message: `its sections are not ${sections.join(", ")}` });
  }
  return findings;
}

function missing(name: string): Finding {
  const path = `${errorPagesFolder}/${name}.md`;
  const message = `is missing: write ${sections.join(", ")} for “${name}”, then ${renew}`;
  return { path, line: 1, message };
}

function isLeftOver({ path }: SourceFile): boolean {
  if (!path.startsWith(`${errorPagesFolder}/`) || path === indexPage) return false;
  return !(path.slice(errorPagesFolder.length + 1).replace(/\.md$/, "") in causes);
}

function indexFindings(tree: Tree): Finding[] {
  if (pageAt(tree, indexPage)?.text.includes(indexTable())) return [];
  return [{ path: indexPage, line: 1, message: `its table is not what the causes say: ${renew}` }];
}

function pageAt(tree: Tree, path: string): SourceFile | undefined {
  return tree.files.find((file) => file.path === path);
}
