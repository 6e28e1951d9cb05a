import type { Connection, ServerChannel } from "ssh2";
import type { DeviceFaults } from "./device-server.ts";
import type { Transcript } from "./transcripts.ts";

/** A text with the line ends of a device. */
export function withEnds(text: string, faults: DeviceFaults): string {
  return text.replaceAll("\n", faults.lineEnd ?? "\r\n");
}

/** A connection that breaks, or falls silent, after so many bytes of all its channels. */
export class Line {
  sent = 0;
  readonly #client: Connection;
  readonly #faults: DeviceFaults;

  constructor(client: Connection, faults: DeviceFaults) {
    this.#client = client;
    this.#faults = faults;
  }

  get broken(): boolean {
    return this.sent >= this.#limit;
  }

  get #limit(): number {
    return this.#faults.cutAfter ?? this.#faults.stallAfter ?? Number.POSITIVE_INFINITY;
  }

  send(channel: ServerChannel, text: string): void {
    const room = Math.max(0, this.#limit - this.sent);
    const bytes = Buffer.from(text).subarray(0, room);
    this.sent += Buffer.byteLength(text);
    if (this.#faults.byteByByte) for (const byte of bytes) channel.write(Buffer.from([byte]));
    else if (bytes.length > 0) channel.write(bytes);
    if (this.broken && this.#faults.cutAfter !== undefined) this.#client.end();
  }
}

interface ShellParts {
  transcript: Transcript;
  faults: DeviceFaults;
  answer(command: string): string | null;
  line: Line;
}

/** An interactive session: echo, pages, a question at sign-in, more rights. */
export class Shell {
  readonly #channel: ServerChannel;
  readonly #parts: ShellParts;
  readonly #send: (text: string) => void;
  #prompt: string;
  #line = "";
  #pages: string[] = [];
  #asks: "consent" | "enable" | null;

  constructor(channel: ServerChannel, parts: ShellParts) {
    const { transcript, faults, line } = parts;
    this.#channel = channel;
    this.#parts = parts;
    this.#send = (text) => line.send(channel, text);
    this.#prompt = transcript.prompt ?? "$ ";
    this.#asks = transcript.asks ? "consent" : null;
    channel.on("error", () => {});
    channel.on("data", (keys: Buffer) => {
      for (const key of keys.toString()) this.#key(key);
    });
    this.#send(withEnds(transcript.banner, faults));
    if (transcript.asks) this.#send(transcript.asks);
    else this.#showPrompt();
  }

  #showPrompt(): void {
    this.#send(`${this.#parts.transcript.paint ?? ""}${this.#prompt}`);
  }

  #key(key: string): void {
    if (this.#pages.length > 0) {
      this.#nextPage();
    } else if (this.#asks === "consent") {
      this.#asks = null;
      this.#send("\r\n");
      this.#showPrompt();
    } else if (key === "\n" || key === "\r") {
      const line = this.#line;
      this.#line = "";
      this.#send("\r\n");
      this.#run(line);
    } else {
      this.#line += key;
      if (this.#asks === null) this.#send(key);
    }
  }

  #run(line: string): void {
    const { transcript, faults } = this.#parts;
    if (this.#asks === "enable") {
      this.#asks = null;
      if (line === (faults.enable ?? "up")) this.#prompt = transcript.privileged ?? this.#prompt;
      else this.#send("% Bad secrets\r\n");
      this.#showPrompt();
    } else if (line === "exit" || line === "quit") {
      this.#channel.end();
    } else if (line === "enable" && transcript.privileged) {
      this.#asks = "enable";
      this.#send("Password: ");
    } else {
      this.#answer(line);
    }
  }

  #answer(line: string): void {
    const { transcript, faults, answer } = this.#parts;
    const refusal = "% Invalid input detected at '^' marker.\n";
    const text = line === "" ? "" : (answer(line) ?? refusal);
    if (!transcript.pager) {
      this.#send(withEnds(text, faults));
      this.#showPrompt();
      return;
    }
    const lines = text.split("\n");
    for (let from = 0; from < lines.length; from += pageLines) {
      this.#pages.push(lines.slice(from, from + pageLines).join("\n"));
    }
    this.#showPage();
  }

  #showPage(): void {
    const page = this.#pages[0] ?? "";
    if (this.#pages.length > 1) {
      this.#send(withEnds(`${page}\n`, this.#parts.faults));
      this.#send(this.#parts.transcript.pager ?? "");
      return;
    }
    this.#pages = [];
    this.#send(withEnds(page, this.#parts.faults));
    this.#showPrompt();
  }

  #nextPage(): void {
    const { length } = this.#parts.transcript.pager ?? "";
    this.#pages.shift();
    this.#send(`\r${" ".repeat(length)}\r`);
    this.#showPage();
  }
}

/** So many lines make a page where a device pages. */
const pageLines = 10;
