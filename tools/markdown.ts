import type { SourceFile, Tree } from "./tree.ts";

/** A piece of a document with the line it stands on. */
export interface Piece {
  line: number;
  text: string;
}

/** What the rules about documents look at. */
export interface MarkdownDocument {
  file: SourceFile;
  /** Text between backticks, and the lines of fenced blocks. */
  code: Piece[];
  /** Addresses of links and pictures. */
  links: Piece[];
  /** Of its headings, as GitHub makes them. */
  anchors: ReadonlySet<string>;
}

/** Documents for people; transcripts and fixtures are no promises. */
export function documentsOf(tree: Tree): MarkdownDocument[] {
  return tree.files
    .filter(({ path }) => /^(?:[^/]+\.md|docs\/.*\.md)$/.test(path))
    .map(readMarkdown);
}

export function readMarkdown(file: SourceFile): MarkdownDocument {
  const code: Piece[] = [];
  const links: Piece[] = [];
  const anchors = new Set<string>();
  let fence = "";
  for (const [index, text] of file.lines.entries()) {
    const line = index + 1;
    const mark = /^\s*(```+|~~~+)/.exec(text)?.[1] ?? "";
    if (mark && (!fence || mark.startsWith(fence))) {
      fence = fence ? "" : mark;
      continue;
    }
    if (fence) {
      code.push({ line, text });
      continue;
    }
    for (const [, span = ""] of text.matchAll(/`([^`]+)`/g)) code.push({ line, text: span });
    const prose = text.replaceAll(/`[^`]+`/g, "");
    for (const [, to = ""] of prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g))
      links.push({ line, text: to });
    for (const [, to = ""] of prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)) {
      links.push({ line, text: to });
    }
    const heading = /^#{1,6}\s+(.*)$/.exec(text)?.[1];
    if (heading) anchors.add(anchorOf(heading));
  }
  return { file, code, links, anchors };
}

function anchorOf(heading: string): string {
  const plain = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
  return plain.trim().replaceAll(/\s/g, "-");
}
