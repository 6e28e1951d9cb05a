import { type AddressInfo, createServer, type Socket } from "node:net";
import ssh2, { type AuthContext, type ServerChannel } from "ssh2";
import { describe, expect, it, onTestFinished } from "vitest";
import { hostKeyNamed, targetOf } from "../../test/device.ts";
import { collect } from "./collect.ts";
import { type Limits, usualLimits } from "./target.ts";

/** Small enough that a test reaches them at once; each is one of those that a device may have. */
const limits: Limits = {
  ...usualLimits,
  connectMs: 1_000,
  keyExchangeMs: 1_500,
  loginMs: 1_500,
  silentMs: 700,
  commandMs: 1_500,
  outputBytesMax: 2_000_000,
  lineBytesMax: 100_000,
};

/** As much may be on its way when a limit is reached: SSH's window, and what waits to be written. */
const windowBytes = 4_500_000;
/** What an attempt may hold at most beyond what was held before; the device is in this process too. */
const memoryBytesMax = 100_000_000;

interface Hostile {
  algorithms?: ssh2.ServerConfig["algorithms"];
  authenticate?(tried: AuthContext): void;
  shell?(channel: ServerChannel): void;
}

async function listen(server: { listen: (...args: [number, string, () => void]) => unknown }) {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
}

/** A device that signs anybody in and then does as it likes. */
async function startHostile({ authenticate, shell, algorithms }: Hostile): Promise<number> {
  const offered = algorithms ? { algorithms } : {};
  const server = new ssh2.Server({ hostKeys: [hostKeyNamed("hostile")], ...offered }, (client) => {
    client.on("error", () => {});
    client.on("authentication", authenticate ?? ((tried) => tried.accept()));
    client.on("session", (accept) => {
      const session = accept();
      session.on("pty", (yes) => yes?.());
      session.on("shell", (yes) => {
        const channel = yes();
        channel.on("error", () => {});
        shell?.(channel);
      });
    });
    onTestFinished(() => void client.end());
  });
  await listen(server);
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function startRaw(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
    serve(socket);
  });
  await listen(server);
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function outcomeAt(port: number): Promise<string> {
  const target = { ...targetOf("cisco-ios", { port }), limits };
  const { outcome } = await collect(target, { signal: new AbortController().signal });
  if (outcome.kind === "failed") return outcome.failure.causeName;
  return outcome.kind === "doubtful" ? outcome.doubts.map(({ code }) => code).join() : "accepted";
}

/** A shell with a prompt that answers the command for the configuration as it is told. */
function answering(answer: (channel: ServerChannel) => void) {
  return (channel: ServerChannel) => {
    let line = "";
    channel.write("edge-1#");
    channel.on("data", (keys: Buffer) => {
      for (const key of keys.toString()) {
        if (key !== "\n") {
          line += key;
          channel.write(key);
          continue;
        }
        channel.write("\r\n");
        if (line === "show running-config") answer(channel);
        else channel.write("edge-1#");
        line = "";
      }
    });
  };
}

/** Answers with a text over and over, up to so many bytes, as fast as it is read. */
function pouring(bytesMax: number, text: string) {
  const sent = { bytes: 0 };
  const block = Buffer.from(text.repeat(Math.ceil(32_000 / text.length)));
  const shell = answering((channel) => {
    const more = () => {
      while (!channel.destroyed && sent.bytes < bytesMax) {
        sent.bytes += block.length;
        if (!channel.write(block)) return void channel.once("drain", more);
      }
    };
    more();
  });
  return { sent, shell };
}

/** How much more memory was held at the worst moment since this was called. */
function watchMemory(): () => number {
  const held = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  let most = before;
  const look = () => {
    most = Math.max(most, held());
  };
  const timer = setInterval(look, 5);
  onTestFinished(() => clearInterval(timer));
  return () => {
    look();
    return most - before;
  };
}

const whole = "version 15\r\nhostname edge-1\r\nend\r\n";

describe("a device that means harm ends with a cause of its own, and nothing is believed", () => {
  it("when it never stops talking (fault 44)", async () => {
    const shell = answering((channel) => {
      const more = () => {
        while (!channel.destroyed && channel.write("line after line\r\n".repeat(500)));
        if (!channel.destroyed) channel.once("drain", more);
      };
      more();
    });
    expect(await outcomeAt(await startHostile({ shell }))).toBe("output-too-long");
  });

  it("when it sends one line without an end", async () => {
    const shell = answering((channel) => channel.write("x".repeat(1_000_000)));
    expect(await outcomeAt(await startHostile({ shell }))).toBe("output-too-long");
  });

  it("when it sends 100 MB as one line, of which no more is taken than a line may have (fault 44)", async () => {
    const { sent, shell } = pouring(100_000_000, "x");
    const peak = watchMemory();
    expect(await outcomeAt(await startHostile({ shell }))).toBe("output-too-long");
    expect(sent.bytes).toBeLessThan(limits.lineBytesMax + windowBytes);
    expect(peak()).toBeLessThan(memoryBytesMax);
  });

  it("when it insists on compression, in which little would unpack to much (fault 44)", async () => {
    const { sent, shell } = pouring(100_000_000, "0");
    const algorithms = {
      compress: ["zlib@openssh.com", "zlib"],
    } as ssh2.ServerConfig["algorithms"];
    expect(await outcomeAt(await startHostile({ shell, algorithms }))).toBe("ssh-broke-off");
    expect(sent.bytes).toBe(0);
  });

  it("when it sends a byte now and then (fault 41)", async () => {
    const shell = answering((channel) => {
      const timer = setInterval(() => channel.write("x"), 100);
      onTestFinished(() => clearInterval(timer));
    });
    expect(await outcomeAt(await startHostile({ shell }))).toBe("device-slow");
  });

  it("when its text holds its prompt, an end marker in the middle, or no end at all (fault 42)", async () => {
    const inside = answering((channel) => {
      channel.write(
        "version 15\r\n description to edge-1#\r\nedge-1#\r\nhostname edge-1\r\nend\r\nedge-1#",
      );
    });
    expect(await outcomeAt(await startHostile({ shell: inside }))).toBe("accepted");

    const early = answering((channel) => channel.write("version 15\r\nend\r\nmore to come"));
    expect(await outcomeAt(await startHostile({ shell: early }))).toBe("device-silent");
  });

  it("when its text moves the cursor, hides or reorders what is read (fault 43)", async () => {
    const escapes = answering((channel) => {
      channel.write(`\x1b[2J\x1b]52;c;aGk=\x07\0${whole}edge-1#`);
    });
    expect(await outcomeAt(await startHostile({ shell: escapes }))).toBe("accepted");

    const reordered = answering((channel) => {
      channel.write(whole.replace("15", "\u202e15").concat("edge-1#"));
    });
    expect(await outcomeAt(await startHostile({ shell: reordered }))).toBe("control");
  });

  it("when it asks questions without end at sign-in (fault 47)", async () => {
    const authenticate = (tried: AuthContext) => {
      if (tried.method !== "keyboard-interactive") return tried.reject(["keyboard-interactive"]);
      const again = (): void => tried.prompt([{ prompt: "Once more: ", echo: true }], again);
      return again();
    };
    expect(await outcomeAt(await startHostile({ authenticate }))).toBe("unknown-question");
  });

  it("when it asks something in its shell that nobody answers (fault 47)", async () => {
    const shell = (channel: ServerChannel) => channel.write("Reset to factory defaults? (y/n) ");
    expect(await outcomeAt(await startHostile({ shell }))).toBe("unknown-question");
  });

  it("when it shows no prompt", async () => {
    const shell = (channel: ServerChannel) => channel.write("Welcome\r\n");
    expect(await outcomeAt(await startHostile({ shell }))).toBe("no-prompt");
  });

  it("when it closes in the key exchange, says nothing, or says it byte by byte (fault 41)", async () => {
    const closes = await startRaw((socket) => socket.end("SSH-2.0-Broken\r\n"));
    expect(await outcomeAt(closes)).toBe("device-closed");
    expect(await outcomeAt(await startRaw(() => {}))).toBe("not-ssh");
    const drips = await startRaw((socket) => {
      const timer = setInterval(() => socket.write("S"), 200);
      onTestFinished(() => clearInterval(timer));
    });
    expect(["not-ssh", "device-silent"]).toContain(await outcomeAt(drips));
  });
});
