import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { randomKey } from "../../test/random-key.ts";
import { addDevice, addPasted, previewPaste } from "./add.ts";
import { createCredential, listCredentials } from "./credentials.ts";
import { findDevice, listDevices } from "./find.ts";
import { readPaste } from "./paste.ts";
import { pastedLinesMax } from "./schema.ts";
import { findTwin } from "./twin.ts";

const key = randomKey();
const create = { name: "lab", username: "ada", password: "canary" };

async function withCredential() {
  const made = await installation();
  const { id } = await createCredential(made.ctx, create, key);
  return { ...made, credential: { id } };
}

describe("a device that is added by three fields", () => {
  it("brings its new credential along", async () => {
    const { ctx } = await installation();
    const device = { address: "192.0.2.1" };
    const added = await addDevice(ctx, { device, credential: { create } }, key);
    expect(added).toMatchObject({ name: "192.0.2.1", credential: { name: "lab" } });
    expect(await listCredentials(ctx)).toMatchObject([
      { username: "ada", holds: { password: true }, usedBy: ["192.0.2.1"] },
    ]);
    const { rows } = await listActivity(ctx);
    expect(rows.map(({ action }) => action)).toEqual(["device:create", "credential:create"]);
  });

  it("leaves no credential behind when it is refused", async () => {
    const { ctx, credential } = await withCredential();
    const device = { address: "Core-1.example.net" };
    await addDevice(ctx, { device, credential }, key);
    const again = { device: { address: "core-1.EXAMPLE.net", name: "other" } };
    const second = { create: { ...create, name: "second" } };
    const refused = await failureOf(() => addDevice(ctx, { ...again, credential: second }, key));
    expect(refused).toMatch(/^address-taken/);
    expect(await listCredentials(ctx)).toHaveLength(1);
  });

  it("is known to be there already before it is added", async () => {
    const { ctx, credential } = await withCredential();
    const device = { address: "Core-1.example.net", name: "core" };
    const { id } = await addDevice(ctx, { device, credential }, key);
    expect(await findTwin(ctx, { address: "core-1.example.net", port: 22 })).toEqual({
      id,
      name: "core",
    });
    expect(await findTwin(ctx, { address: "core-1.example.net", port: 23 })).toBeNull();
  });
});

describe("a pasted list", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1", 22, "192.0.2.1"],
    ["  core-1.example.net   Core 1 ", "core-1.example.net", 22, "Core 1"],
    ["192.0.2.1:2222", "192.0.2.1", 2222, "192.0.2.1-2222"],
    ["192.0.2.1:2222\tedge", "192.0.2.1", 2222, "edge"],
    ["192.0.2.1, edge", "192.0.2.1", 22, "edge"],
    ["2001:db8::1 six", "2001:db8::1", 22, "six"],
    ["[2001:db8::1]:830 six", "2001:db8::1", 830, "six"],
  ])("reads %j", (text, address, port, name) => {
    expect(readPaste(text)).toMatchObject([{ address, port, name, problem: null }]);
  });

  it.each([
    ["ssh://192.0.2.1", /address/],
    ["192.0.2.1:0", /port/],
    ["192.0.2.1:ssh", /port/],
    ["[192.0.2.1", /address/],
    ["192.0.2.1 a/b", /name/i],
  ])("says what is wrong with %j", (text, problem) => {
    expect(readPaste(text)[0]?.problem).toMatch(problem);
  });

  it("leaves out empty lines and remarks, and counts them as lines", () => {
    const lines = readPaste("# lab\r\n\r\n192.0.2.1\n  # more\n192.0.2.2");
    expect(lines.map(({ number, address }) => `${number} ${address}`)).toEqual([
      "3 192.0.2.1",
      "5 192.0.2.2",
    ]);
  });

  it("has an end", () => {
    const lines = readPaste("a\n".repeat(pastedLinesMax + 1));
    expect(lines.filter(({ problem }) => problem !== null)).toHaveLength(1);
    expect(lines.at(-1)?.problem).toMatch(/1000 devices/);
  });

  it("shows before anything is added who is there, what is said twice and which name is taken", async () => {
    const { ctx, credential } = await withCredential();
    await addDevice(ctx, { device: { address: "192.0.2.1", name: "core" }, credential }, key);
    const text = "192.0.2.1 x\n192.0.2.2 Core\n192.0.2.3\n192.0.2.3 again\n";
    expect(await previewPaste(ctx, { text })).toMatchObject([
      { twin: { name: "core" }, repeats: null },
      { twin: null, namesake: { name: "core" } },
      { twin: null, repeats: null, namesake: null },
      { repeats: 3 },
    ]);
    expect(await listDevices(ctx)).toHaveLength(1);
  });

  it("adds what it can and says of each line what became of it", async () => {
    const { ctx } = await installation();
    const text = "192.0.2.1 one\n192.0.2.1 two\nssh://x\n192.0.2.2:2222 One\n192.0.2.3";
    const device = { platform: "linux" as const, tags: ["lab"], site: "hq" };
    const lines = await addPasted(ctx, { text, credential: { create }, device }, key);
    expect(lines.map(({ device }) => device?.name ?? null)).toEqual([
      "one",
      null,
      null,
      null,
      "192.0.2.3",
    ]);
    const because = lines.map((line) => ("because" in line ? line.because : ""));
    expect(because[1]).toMatch(/is the device “one” already/);
    expect(because[2]).toMatch(/address/);
    expect(because[3]).toMatch(/“One”/);
    expect(await findDevice(ctx, "one")).toMatchObject({ ...device, credential: { name: "lab" } });
    expect(await listDevices(ctx)).toHaveLength(2);
  });
});
