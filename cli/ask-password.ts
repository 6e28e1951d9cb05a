import { createInterface } from "node:readline";
import { usage } from "./report.ts";
import { err } from "./terminal.ts";

/** As many characters of a password are read; the rules of passwords ask for far fewer. */
const lengthMax = 1_000;

/** The first line of standard input. */
export async function readPasswordLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw usage("Standard input is empty; a password was expected on its first line.");
}

/**
 * Asks twice at the terminal, without showing what is typed.
 *
 * @throws Failure `usage` when there is no terminal, or the two differ
 */
export async function askNewPassword(): Promise<string> {
  if (process.stdin.isTTY !== true) {
    throw usage("There is no terminal to ask at; add --password-stdin and pipe the password in.");
  }
  const first = await ask("Password: ");
  const second = await ask("The same again: ");
  if (first !== second) throw usage("The two passwords differ. Nothing was changed.");
  return first;
}

function ask(question: string): Promise<string> {
  const { stdin } = process;
  err(question);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.resume();
  return new Promise((resolve) => {
    let typed: string[] = [];
    const end = () => {
      stdin.off("data", take);
      stdin.setRawMode(false);
      stdin.pause();
      err("\n");
    };
    const take = (text: string) => {
      for (const character of text) {
        if (character === "\u0003") {
          end();
          process.exit(130); // Ctrl-C; in raw mode the terminal makes no signal of it
        }
        if (character === "\r" || character === "\n" || character === "\u0004") {
          end();
          return resolve(typed.join(""));
        }
        if (character === "\u007f" || character === "\b") typed.pop();
        else if (character === "\u0015") typed = [];
        else if (typed.length < lengthMax) typed.push(character);
      }
    };
    stdin.on("data", take);
  });
}
