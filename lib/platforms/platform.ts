/**
 * A device platform is data, in the order of a session: a reader who knows the device can check the
 * file without knowing the engine. What one device needs and this type cannot say becomes a field
 * here, never a hook in code.
 */
export interface Platform {
  /** Such as `cisco-ios`; stands in files and addresses, and never changes. */
  readonly id: string;
  readonly name: string;
  readonly recognise: Recognise;
  /**
   * `shell`: one interactive session that is talked with. `exec`: a channel for each command, which
   * the device closes when its answer is complete; there is no prompt then.
   */
  readonly via: "shell" | "exec";
  /** Added to the user name where the device takes options for the session there. */
  readonly userSuffix?: string;
  /** What ends a typed line. */
  readonly enter: "\n" | "\r" | "\r\n";
  /** Questions at sign-in that may be answered, and how. Others end the attempt. */
  readonly questions: readonly Question[];
  /** The whole last line of a cleaned screen when the device waits for a command. */
  readonly prompt: RegExp;
  /** `null`: whoever signs in may read the configuration. */
  readonly privilege: Privilege | null;
  /** Sent first, for width and paging; a refusal of one of them is noted and nothing more. */
  readonly open: readonly string[];
  readonly configuration: ConfigurationCommand;
  /** What else is worth knowing; a refusal is noted and nothing more. */
  readonly facts: readonly FactCommand[];
  /** Where the device's name stands: group 1. The gate refuses another name than last time. */
  readonly hostname: { readonly inText: RegExp | null; readonly inPrompt: RegExp | null };
  /** A line that says the command did not work. Tested on each of an answer's first and last lines. */
  readonly refusals: readonly RegExp[];
  /** What differs from one collection to the next although nobody changed anything. */
  readonly volatile: readonly Volatile[];
  /** What must not be read over a shoulder: the group named `secret`, on one line. */
  readonly secrets: readonly RegExp[];
  /** Secrets over several lines: all between the two is one. */
  readonly secretBlocks: readonly Block[];
  /** Ends the session. */
  readonly logout: string;
  /** How depth is read where the text is folded and outlined. */
  readonly sections: "indent" | "braces" | "blocks" | "paths" | "headings";
  /** On what it was really tried; empty: on transcripts only. */
  readonly tried: readonly string[];
}

/** Evidence that a device is of this platform, the strongest first. */
export interface Recognise {
  /** The software part of the SSH identification, `SSH-2.0-…`. */
  readonly ident?: RegExp;
  /** What is shown before or right after sign-in. */
  readonly banner?: RegExp;
  /** The prompt's shape, where it is like no other's. */
  readonly prompt?: RegExp;
  /** One harmless command, and what its answer holds. */
  readonly probe: { readonly command: string; readonly says: RegExp };
}

export interface Question {
  readonly asks: RegExp;
  readonly answer: string;
}

/** How more rights are had. */
export interface Privilege {
  /** A prompt that shows too few rights. */
  readonly when: RegExp;
  readonly send: string;
  /** The question for the enable password; a device may also ask none. */
  readonly asks: RegExp;
  /** The prompt once the rights are there. */
  readonly reached: RegExp;
}

export interface ConfigurationCommand {
  /** The first that is not refused is taken. */
  readonly commands: readonly string[];
  /** The last line that is not empty; `null`: the platform has no end marker. */
  readonly ends: RegExp | null;
  /** One of the first lines; absent: the platform has no header. */
  readonly begins?: RegExp;
  /** What must be closed at the end. */
  readonly balanced?: "braces" | "blocks";
  /** Lines before the text proper, of the command and not of the configuration. */
  readonly preamble?: RegExp;
}

export interface FactCommand {
  readonly command: string;
  readonly reads: { readonly [fact in Fact]?: RegExp };
}

export type Fact = "model" | "version" | "serial";

/**
 * A line that is set aside, or `replace` for a part of a line: group 1 stays, the rest is masked, so
 * that the line still counts.
 */
export type Volatile =
  | { readonly line: RegExp }
  | { readonly mask: RegExp }
  | { readonly block: Block };

export interface Block {
  readonly begins: RegExp;
  readonly ends: RegExp;
}
