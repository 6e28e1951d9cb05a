import { describe, expect, it } from "vitest";
import { type DeviceFaults, startDevice, targetOf } from "../../test/device.ts";
import { transcripts } from "../../test/transcripts.ts";
import type { Attempt } from "./attempt.ts";
import { collect } from "./collect.ts";
import { type Target, usualLimits } from "./target.ts";

const ids = [...transcripts.keys()];
const { signal } = new AbortController();

async function collectFrom(
  id: string,
  faults: DeviceFaults = {},
  changed: Partial<Target> = {},
): Promise<Attempt> {
  const device = await startDevice(id, faults);
  return collect({ ...targetOf(id, device), limits: usualLimits, ...changed }, { signal });
}

function textOf(attempt: Attempt): string {
  if (attempt.outcome.kind === "failed") throw attempt.outcome.failure;
  expect(attempt.outcome).toMatchObject({ kind: "accepted" });
  return attempt.outcome.capture.text;
}

describe.each(ids)("%s", (id) => {
  const transcript = transcripts.get(id);

  it("gives its configuration, whole and nothing but it, with name and facts", async () => {
    const attempt = await collectFrom(id);
    expect(textOf(attempt)).toBe(transcript?.configuration);
    expect(attempt.outcome).toMatchObject({
      capture: { hostname: transcript?.hostname, facts: transcript?.facts },
    });
    expect(attempt.stages.map(({ good }) => good)).not.toContain(false);
  });

  it("gives the same byte by byte, and with bare line feeds", async () => {
    expect(textOf(await collectFrom(id, { byteByByte: true, lineEnd: "\n" }))).toBe(
      transcript?.configuration,
    );
  });

  it("is never believed when the connection breaks off (fault 40)", async () => {
    const whole = await startDevice(id);
    await collect({ ...targetOf(id, whole), limits: usualLimits }, { signal });
    const asked = whole.sentBefore.configuration ?? 0;
    const bytes = Buffer.byteLength(transcript?.configuration ?? "");
    const points = [0, 0.3, 0.7, 0.99].map((share) => Math.floor(asked + share * bytes));
    const attempts = await Promise.all(points.map((cutAfter) => collectFrom(id, { cutAfter })));
    for (const [index, { outcome }] of attempts.entries()) {
      expect(outcome, `cut after ${points[index]} bytes`).toMatchObject({ kind: "failed" });
    }
  });
});

describe("a device that stops in the middle", () => {
  it("costs its own time limit, and keeps nothing (fault 41)", async () => {
    const limits = { ...usualLimits, silentMs: 300 };
    const attempt = await collectFrom("cisco-ios", { stallAfter: 900 }, { limits });
    expect(attempt.outcome).toMatchObject({
      kind: "failed",
      failure: { causeName: "device-silent" },
    });
    expect(attempt.signedIn).toBe(true);
    expect(attempt.transcript).toContain("→ terminal length 0");
  });
});

describe("the gate", () => {
  const doubtsOf = ({ outcome }: Attempt) =>
    outcome.kind === "doubtful" ? outcome.doubts.map(({ code }) => code) : outcome.kind;

  it("doubts a text without its end marker, after asking once more (fault 42)", async () => {
    const cut = (text: string) => text.replace(/end\n$/, "");
    const attempt = await collectFrom("cisco-ios", { configuration: cut });
    expect(doubtsOf(attempt)).toEqual(["no-end"]);
    expect(attempt.stages.filter(({ stage }) => stage === "command")).toHaveLength(2);
  });

  it("believes the second text when only the first was cut", async () => {
    const once = (text: string, asked: number) => (asked === 1 ? text.replace(/end\n$/, "") : text);
    const attempt = await collectFrom("cisco-ios", { configuration: once });
    expect(textOf(attempt)).toBe(transcripts.get("cisco-ios")?.configuration);
  });

  it("doubts another name, half the size, an open section, an empty text, an error (fault 43)", async () => {
    const last = { bytes: 100_000, hostname: "edge-9" };
    const smaller = await collectFrom("cisco-ios", {}, { last });
    expect(doubtsOf(smaller)).toEqual(["hostname", "half-size"]);

    const open = (text: string) => text.replace(/\}\n$/, "");
    expect(doubtsOf(await collectFrom("juniper-junos", { configuration: open }))).toEqual([
      "no-end",
      "unbalanced",
    ]);
    expect(doubtsOf(await collectFrom("vyos", { configuration: () => "" }))).toEqual(["empty"]);

    const failed = (text: string) => text.replace(/end\n$/, "% Authorization failed.\nend\n");
    expect(doubtsOf(await collectFrom("cisco-ios", { configuration: failed }))).toEqual([
      "refusal",
    ]);
  });

  it("doubts characters that reorder what is read", async () => {
    const hidden = (text: string) => text.replace("rack 4", "rack \u202e4");
    expect(doubtsOf(await collectFrom("cisco-ios", { configuration: hidden }))).toEqual([
      "control",
    ]);
  });
});

describe("a command that is refused", () => {
  it("gives way to the platform's next one", async () => {
    const device = await startDevice("mikrotik-routeros");
    const target = { ...targetOf("mikrotik-routeros", device), limits: usualLimits };
    const { platform } = target;
    const commands = ["/export unknown", "/export show-sensitive"];
    const configuration = { ...platform.configuration, commands };
    await collect({ ...target, platform: { ...platform, configuration } }, { signal });
    expect(device.commands).toContain("/export unknown");
  });

  it("fails with the device's words when there is no other (fault 48)", async () => {
    const platform = targetOf("cisco-ios", { port: 1 }).platform;
    const configuration = { ...platform.configuration, commands: ["show everything"] };
    const attempt = await collectFrom(
      "cisco-ios",
      {},
      { platform: { ...platform, configuration } },
    );
    expect(attempt.outcome).toMatchObject({
      failure: {
        causeName: "command-refused",
        facts: { seen: "% Invalid input detected at '^' marker." },
      },
    });
  });
});
