import { StringDecoder } from "node:string_decoder";
import { fail } from "#lib/failures";

/** Stands in a line where something was erased; never part of what a device sends (NUL is dropped). */
const erased = "\0";
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is made of these
const special = /[\x00-\x09\x0b-\x1f\x7f\n]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with ESC
const csi = /^\x1b\[([0-9;?]*)([@-~])/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: and end with BEL or ESC \
const osc = /^\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)/;
/** A longer escape sequence is no sequence. */
const escapeCharsMax = 64;
const tabStop = 8;

/**
 * What a person would see of a device's output: lines, with the cursor's movements applied.
 *
 * Carriage returns, backspaces and erasing act on the line under the cursor; colours, titles and
 * other escape sequences, NUL and BEL leave no trace.
 */
export class Screen {
  /** Lines that are complete, without their ends. */
  readonly lines: string[] = [];
  /** Bytes received. */
  bytes = 0;

  readonly #decoder = new StringDecoder("utf8");
  readonly #device: string;
  readonly #limits: { outputBytesMax: number; lineBytesMax: number };
  #line = "";
  #column = 0;
  #pending = "";

  constructor(device: string, limits: { outputBytesMax: number; lineBytesMax: number }) {
    this.#device = device;
    this.#limits = limits;
  }

  /** The line under the cursor, not ended yet. */
  get line(): string {
    return shown(this.#line);
  }

  /** The cursor is behind all that was written. */
  get tail(): string {
    return this.line.slice(0, Math.max(this.#column, this.line.trimEnd().length));
  }

  /** @throws Failure `output-too-long` beyond a limit */
  write(chunk: Buffer): void {
    this.bytes += chunk.length;
    const { outputBytesMax: limitBytes } = this.#limits;
    if (this.bytes > limitBytes) {
      throw fail("output-too-long", { device: this.#device, limitBytes, what: "an answer" });
    }
    const text = this.#pending + this.#decoder.write(chunk);
    this.#pending = "";
    let at = 0;
    while (at < text.length) {
      special.lastIndex = at;
      const found = special.exec(text);
      const end = found?.index ?? text.length;
      if (end > at) this.#put(text.slice(at, end));
      if (!found) return;
      if (found[0] !== "\x1b") {
        this.#control(found[0]);
        at = end + 1;
        continue;
      }
      const length = this.#escape(text.slice(end, end + escapeCharsMax));
      if (length === 0) {
        this.#pending = text.slice(end);
        return;
      }
      at = end + length;
    }
  }

  #put(text: string): void {
    const { lineBytesMax: limitBytes } = this.#limits;
    if (this.#line.length + text.length > limitBytes) {
      throw fail("output-too-long", { device: this.#device, limitBytes, what: "a line" });
    }
    if (this.#column === this.#line.length) {
      this.#line += text;
    } else {
      // A blank over what stood there is how devices erase: it is no text of its own.
      const over = text.replaceAll(" ", erased);
      const covered = this.#line.length - this.#column;
      const written = over.slice(0, covered) + text.slice(covered);
      this.#line =
        this.#line.slice(0, this.#column) + written + this.#line.slice(this.#column + text.length);
    }
    this.#column += text.length;
  }

  #control(character: string): void {
    switch (character) {
      case "\n":
        this.lines.push(this.line);
        this.#line = "";
        this.#column = 0;
        return;
      case "\r":
        this.#column = 0;
        return;
      case "\b":
        this.#column = Math.max(0, this.#column - 1);
        return;
      case "\t":
        // Text keeps its tabs; only a cursor in the middle of a line moves by them.
        if (this.#column === this.#line.length) this.#put("\t");
        else this.#column += tabStop - (this.#column % tabStop);
    }
  }

  /** How many characters an escape sequence takes; 0: its end has not come yet. */
  #escape(text: string): number {
    const control = csi.exec(text);
    if (control) {
      this.#move(control[2] ?? "", Number.parseInt(control[1] ?? "", 10));
      return control[0].length;
    }
    const other = osc.exec(text);
    if (other) return other[0].length;
    const kind = text[1];
    if (kind === undefined) return 0;
    if ("[]PX^_".includes(kind)) return text.length < escapeCharsMax ? 0 : 1;
    if (kind === "E") this.#control("\n");
    if (!/[ -/]/.test(kind)) return 2;
    return text.length < 3 ? 0 : 3; // such as the choice of a character set
  }

  #move(command: string, count: number): void {
    const cells = count || 1;
    if (command === "D") this.#column = Math.max(0, this.#column - cells);
    else if (command === "C") this.#column = Math.min(this.#line.length, this.#column + cells);
    else if (command === "G") this.#column = Math.min(this.#line.length, cells - 1);
    else if (command === "K") this.#erase(count || 0);
  }

  #erase(what: number): void {
    if (what === 0) this.#line = this.#line.slice(0, this.#column);
    else if (what === 1) {
      this.#line = erased.repeat(this.#column) + this.#line.slice(this.#column);
    } else this.#line = erased.repeat(this.#column);
  }
}

/** What was erased at the end of a line is gone; within it, it is blank. */
function shown(line: string): string {
  if (!line.includes(erased)) return line;
  let end = line.length;
  while (end > 0 && line[end - 1] === erased) end -= 1;
  return line.slice(0, end).replaceAll(erased, " ");
}
