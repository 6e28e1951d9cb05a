import { describe, expect, it } from "vitest";
import { platforms } from "#lib/platforms";
import { type DeviceFaults, startDevice, type TestDevice, targetOf } from "../../test/device.ts";
import { transcripts } from "../../test/transcripts.ts";
import type { Attempt } from "./attempt.ts";
import { collect } from "./collect.ts";
import { usualLimits } from "./target.ts";

const { signal } = new AbortController();

async function meet(id: string, faults: DeviceFaults = {}) {
  const device = await startDevice(id, faults);
  const target = { ...targetOf(id, device), limits: usualLimits, platform: null };
  return { device, attempt: await collect(target, { signal }) };
}

function causeOf({ outcome }: Attempt): string {
  return outcome.kind === "failed" ? outcome.failure.causeName : outcome.kind;
}

describe("a device of no given platform", () => {
  it("is recognised by harmless commands and gives its configuration, signed in to once", async () => {
    const all = await Promise.all(
      [...transcripts.keys()].map(async (id) => ({ id, ...(await meet(id)) })),
    );
    for (const { id, attempt, device } of all) {
      expect(attempt.outcome, id).toMatchObject({
        kind: "accepted",
        capture: { text: transcripts.get(id)?.configuration },
      });
      const { platform, evidence } = attempt.recognised ?? {};
      expect(platform?.id).toBe(id);
      expect(evidence?.[0]).toMatchObject({ platform: id, from: "answer" });
      expect(evidence?.[0]?.seen, id).toMatch(/\S/);
      const stage = { stage: "platform", good: true, says: platform?.name };
      expect(attempt.stages).toContainEqual(expect.objectContaining(stage));
      expect(device.tries, id).toEqual(["password right"]);
      expect(device.connections, id).toBe(1);
      expect(askedBeforeKnown(id, device), id).toEqual([]);
    }
  });
});

/** What a device was asked before it was known, but for what only shows. */
function askedBeforeKnown(id: string, { commands }: TestDevice): string[] {
  const probe = platforms.find((each) => each.id === id)?.recognise.probe.command ?? "";
  const harmless = new Set(platforms.map((each) => each.recognise.probe.command));
  const asked = commands.indexOf(probe);
  expect(asked, `${id} was asked ${probe}`).toBeGreaterThanOrEqual(0);
  return commands.slice(0, asked).filter((each) => !harmless.has(each));
}

describe("a device that is recognised", () => {
  it("is given more rights in the session in which it was recognised", async () => {
    const { attempt, device } = await meet("arista-eos");
    const prompts = attempt.stages.filter(({ stage }) => stage === "prompt");
    expect(prompts.map(({ says }) => says)).toEqual(["leaf-2>", "leaf-2#"]);
    expect(device.connections).toBe(1);
  });
});

describe("a device that is of no known platform", () => {
  const stranger = (known: Record<string, string> = {}) => ({
    answers: known,
    banner: "Welcome\n",
    ident: "Stranger_1",
  });

  it("fails as not recognised, after one sign-in, and shows what it answered (fault 47)", async () => {
    const { attempt, device } = await meet("cisco-ios", { transcript: stranger() });
    expect(causeOf(attempt)).toBe("not-recognised");
    expect(attempt.recognised).toMatchObject({ platform: null, evidence: [] });
    expect(attempt.signedIn).toBe(true);
    expect(device.tries).toEqual(["password right"]);
    expect(attempt.transcript).toContain("→ show version");
    expect(attempt.stages.at(-1)).toMatchObject({ stage: "platform", good: false });
  });

  it("names those that something spoke for", async () => {
    const banner = "Cisco Nexus Operating System (NX-OS) Software\n";
    const { attempt } = await meet("cisco-ios", { transcript: { ...stranger(), banner } });
    expect(attempt.recognised?.candidates.map(({ id }) => id)).toEqual(["cisco-nxos"]);
    expect(attempt.outcome).toMatchObject({
      failure: { causeName: "not-recognised", facts: { candidates: "Cisco NX-OS" } },
    });
  });

  it("leaves no secret in its evidence", async () => {
    const answers = { "show version": "Cisco IOS Software, secret canary-of-ada\n" };
    const { attempt } = await meet("cisco-ios", { transcript: stranger(answers) });
    expect(attempt.recognised?.platform?.id).toBe("cisco-ios");
    expect(JSON.stringify(attempt.recognised?.evidence)).not.toContain("canary");
  });
});

describe("a device of no given platform that refuses the sign-in", () => {
  it("is tried once, and nothing is said of its platform", async () => {
    const { attempt, device } = await meet("linux", { password: "other" });
    expect(causeOf(attempt)).toBe("auth");
    expect(attempt.recognised).toBeNull();
    expect(device.tries).toEqual(["password right"]);
  });
});

describe("a device that gives no shell", () => {
  it("is asked by commands of their own", async () => {
    const { attempt, device } = await meet("frr", { shell: false });
    expect(attempt.recognised?.platform?.id).toBe("frr");
    expect(causeOf(attempt)).toBe("accepted");
    expect(device.connections).toBe(1);
  });
});
