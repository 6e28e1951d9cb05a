import { Damage } from "../damage.ts";
import {
  WrittenEntry as EntryShape,
  manifestFormat,
  type WrittenEntry,
  WrittenHead,
} from "../manifest.ts";

/** A line longer than this is no manifest of ours: a path of 64 KiB, escaped, still fits. */
const lineCharsMax = 1024 * 1024;

interface Takers {
  head?: (head: WrittenHead) => void;
  entry?: (entry: WrittenEntry) => void;
}

type Part = "head" | "entries" | "warnings" | "after";

/**
 * Reads a manifest as it arrives, line by line, and hands over its parts; holds one line and the
 * head at most. Throws Damage where the text is not as this room writes it.
 */
export class ManifestParser {
  readonly #takers: Takers;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #rest = "";
  #part: Part = "head";
  #head = "";

  constructor(takers: Takers) {
    this.#takers = takers;
  }

  push(chunk: Buffer): void {
    const lines = (this.#rest + this.#decode(chunk)).split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > lineCharsMax) throw damaged("a line of it has no end");
    for (const line of lines) this.#line(line);
  }

  /** Makes sure that the document is whole. */
  end(): void {
    if (this.#part !== "after" || this.#rest !== "") throw damaged("it is cut short");
  }

  #decode(chunk: Buffer): string {
    try {
      return this.#decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw damaged("it is not UTF-8", error);
    }
  }

  #line(line: string): void {
    if (this.#part === "head") {
      if (line !== '"entries":[') this.#head += `${line}\n`;
      else this.#endHead();
    } else if (this.#part === "entries") {
      if (line === "],") this.#part = "warnings";
      else this.#takers.entry?.(parsed(EntryShape, line.replace(/,$/, "")));
    } else if (line === "}") {
      this.#part = "after";
    }
  }

  #endHead(): void {
    const head = parsed(WrittenHead, `${this.#head.replace(/,\n$/, "")}}`);
    if (head.format !== manifestFormat) throw damaged(`its format is ${head.format}`);
    this.#head = "";
    this.#part = "entries";
    this.#takers.head?.(head);
  }
}

function parsed<T>(shape: { parse: (value: unknown) => T }, text: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw damaged("a part of it cannot be read", error);
  }
}

function damaged(detail: string, cause?: unknown): Damage {
  return new Damage("holdfast.json", detail, { cause });
}
