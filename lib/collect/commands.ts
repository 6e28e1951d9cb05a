import { fail } from "#lib/failures";
import { refusalIn } from "./gate.ts";
import { Screen } from "./screen.ts";
import type { Conversation, RawAnswer, Talk } from "./shell.ts";
import { shownTarget, type Target } from "./target.ts";

/** What a device gave over one channel that it closed itself. */
interface Answer {
  lines: string[];
  /** `null`: it sent none. */
  exit: number | null;
}

/** Talks with a device by a channel for each command; there is neither echo nor prompt. */
export async function talkByCommands(talk: Talk): Promise<Conversation> {
  const { target, transcript } = talk;
  const { platform } = target;
  return {
    prompt: null,
    ask: async (command) => {
      transcript.sent(command);
      const { lines } = await runCommand(talk, command, `it answered “${command}”`);
      transcript.received(lines);
      return lines;
    },
    askConfiguration: async (commands): Promise<RawAnswer> => {
      let refused = { command: "", seen: "" };
      for (const command of commands) {
        transcript.sent(command);
        const { lines, exit } = await runCommand(talk, command, "it sent its configuration");
        const failed = exit !== null && exit !== 0;
        const seen = failed || lines.length <= 8 ? refusalIn(platform, lines) : null;
        if (seen === null && !failed) {
          transcript.note(`${lines.length} lines of configuration`);
          return { lines, echoed: true, command };
        }
        transcript.received(lines.slice(-20));
        const last = lines.findLast((line) => line.trim() !== "");
        refused = { command, seen: (seen ?? last ?? `exit status ${exit}`).trim() };
      }
      throw fail("command-refused", { device: shownTarget(target), ...refused });
    },
    end: () => {},
  };
}

/**
 * Runs one command until the device closes its channel.
 *
 * @throws Failure `device-closed` when the connection ended before the device said that the command
 *   had, `device-silent`, `device-slow`, `output-too-long`
 */
export async function runCommand(
  { target, session, signal }: Pick<Talk, "session" | "signal"> & { target: Target },
  command: string,
  doing: string,
): Promise<Answer> {
  const device = shownTarget(target);
  const { limits } = target;
  const channel = await session.openCommand(command);
  const screen = new Screen(device, limits);
  return new Promise<Answer>((resolve, reject) => {
    let exit: number | null = null;
    let exited = false;
    const end = (settle: () => void) => {
      clearTimeout(silent);
      clearTimeout(slow);
      signal.removeEventListener("abort", stop);
      settle();
    };
    const give = (error: unknown) =>
      end(() => {
        channel.destroy();
        reject(error);
      });
    const stop = () => give(signal.reason);
    const hushed = () => {
      const seconds = Math.round(limits.silentMs / 1_000);
      give(fail("device-silent", { device, seconds, doing }));
    };
    let silent = setTimeout(hushed, limits.silentMs);
    const slow = setTimeout(() => {
      const seconds = Math.round(limits.commandMs / 1_000);
      give(fail("device-slow", { device, seconds, doing }));
    }, limits.commandMs);
    const take = (chunk: Buffer) => {
      clearTimeout(silent);
      silent = setTimeout(hushed, limits.silentMs);
      try {
        screen.write(chunk);
      } catch (error) {
        give(error);
      }
    };
    channel.on("data", take);
    channel.stderr.on("data", take);
    channel.on("exit", (code: number | null) => {
      exit = code;
      exited = true;
    });
    channel.on("error", () => give(fail("device-closed", { device, doing })));
    channel.on("close", () => {
      // A connection that broke closes its channels too; then nobody said that this was all.
      if (session.ended && !exited) return give(fail("device-closed", { device, doing }));
      const rest = screen.line === "" ? [] : [screen.line];
      end(() => resolve({ lines: [...screen.lines, ...rest], exit }));
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
