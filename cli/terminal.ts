import { stripVTControlCharacters } from "node:util";

/** Characters in a line of the terminal; a number where it does not tell. */
const columnsUsual = 80;

/** Standard output: results and nothing else. */
export function out(text: string): void {
  process.stdout.write(text);
}

/** Standard error: progress, warnings, failures. */
export function err(text: string): void {
  endProgress();
  process.stderr.write(text);
}

export function outIsTerminal(): boolean {
  return process.stdout.isTTY === true;
}

let progressShown = false;

/** Shows one line that the next one replaces; nothing where standard error is no terminal. */
export function showProgress(line: string): void {
  if (process.stderr.isTTY !== true) return;
  const columns = process.stderr.columns || columnsUsual;
  const plain = stripVTControlCharacters(line).slice(0, columns - 1);
  process.stderr.write(`\r\u001b[2K${plain}`);
  progressShown = true;
}

/** Removes the line, so that what follows begins at the margin. */
export function endProgress(): void {
  if (!progressShown) return;
  process.stderr.write("\r\u001b[2K");
  progressShown = false;
}

/** Whoever reads may stop reading (`| head`): that ends the output, and is no failure. */
export function letReadersLeave(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** Resolves once everything written has left the process. */
export async function flush(): Promise<void> {
  endProgress();
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write("", () => resolve()));
  }
}
