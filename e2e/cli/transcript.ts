/**
 * A transcript is a page of the manual that is carried out: in a block marked `console`, a line after
 * `$` is typed, and the lines below it are what comes back.
 *
 * - a line of standard error begins with `! `
 * - `= 3` is the exit code; without it, 0
 * - `<time>`, `<id>`, `<number>`, `<sha256>` stand for one value of that kind, `<any>` for the rest
 *   of the line, `...` for any number of lines
 *
 * A block marked `sh` sets the scene: it has to exit with 0. `<!-- worker -->` on a line of its own
 * starts a worker first.
 */

/** One typed line and what is expected of it. */
export interface Exchange {
  /** Of the transcript, from 1. */
  line: number;
  typed: string;
  out: string[];
  err: string[];
  exit: number;
}

export interface Scene {
  line: number;
  script: string;
}

export type Part = { kind: "exchange"; exchange: Exchange } | { kind: "scene"; scene: Scene };

export interface Transcript {
  worker: boolean;
  parts: Part[];
}

export function parseTranscript(text: string): Transcript {
  const parts: Part[] = [];
  let block = "";
  let scene: Scene | null = null;
  let exchange: Exchange | null = null;
  for (const [index, content] of text.split("\n").entries()) {
    const line = index + 1;
    const fence = /^```(\w*)$/.exec(content)?.[1];
    if (fence !== undefined) {
      block = block ? "" : fence || "text";
      scene = block === "sh" ? { line, script: "" } : null;
      if (scene) parts.push({ kind: "scene", scene });
      exchange = null;
    } else if (scene) scene.script += `${content}\n`;
    else if (block === "console") exchange = takeLine(parts, exchange, { line, content });
  }
  return { worker: /^<!-- worker -->$/m.test(text), parts };
}

function takeLine(
  parts: Part[],
  current: Exchange | null,
  { line, content }: { line: number; content: string },
): Exchange | null {
  if (content.startsWith("$ ")) {
    const exchange: Exchange = { line, typed: content.slice(2), out: [], err: [], exit: 0 };
    parts.push({ kind: "exchange", exchange });
    return exchange;
  }
  if (!current) throw new Error(`Line ${line} stands before anything was typed.`);
  const exit = /^= (\d+)$/.exec(content)?.[1];
  if (exit !== undefined) current.exit = Number(exit);
  else if (content.startsWith("! ")) current.err.push(content.slice(2));
  else current.out.push(content);
  return current;
}

const placeholders: Record<string, string> = {
  "<any>": ".*",
  "<id>": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
  "<number>": "[\\d.,]+",
  "<sha256>": "[0-9a-f]{64}",
  "<time>": "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{3})?Z",
};

/** Whether what came back is what was expected. */
export function fits(expected: readonly string[], actual: string): boolean {
  const lines = expected.map((line) => (line === "..." ? "(?:.*\\n)*?" : `${pattern(line)}\\n`));
  return new RegExp(`^${lines.join("")}$`).test(actual);
}

function pattern(line: string): string {
  return line
    .split(/(<\w+>)/)
    .map((part) => placeholders[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("");
}
