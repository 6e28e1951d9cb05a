import { expect, it } from "vitest";
import { addUser, listActivity } from "#lib/access";
import { findPlatform } from "#lib/platforms";
import { addDeviceRow } from "../../test/device-row.ts";
import { asUser, installation } from "../../test/installation.ts";
import { keepCaptures } from "./keep.ts";
import { listVersions } from "./read.ts";
import { revealText } from "./reveal.ts";

const password = "a long enough password";
const text = "hostname edge-1\nsnmp-server community CANARY-7f3e RO\nend\n";

async function withVersion() {
  const { ctx, worker, clock } = await installation();
  const at = clock.now();
  const deviceId = await addDeviceRow(ctx, "edge-1");
  const platform = findPlatform("cisco-ios");
  const given = { kind: "accepted" as const, text, hostname: "edge-1" };
  const capture = { deviceId, runId: null, platform, startedAt: at, endedAt: at, given };
  await keepCaptures(worker, [{ ...capture, transcript: "" }]);
  const [version] = await listVersions(ctx, { deviceId });
  if (!version) throw new Error("nothing was kept");
  const ada = asUser(ctx, await addUser(ctx, { name: "ada", password }));
  return { ctx, ada, deviceId, version };
}

it("shows a text with its secrets to who types their own password, and writes down who saw it", async () => {
  const { ctx, ada, version } = await withVersion();
  expect(await revealText(ada, { versionId: version.id, password })).toBe(text);
  const { rows } = await listActivity(ctx, { action: "version:reveal" });
  expect(rows).toMatchObject([
    { actor: { name: "ada" }, subject: { id: version.id, name: "edge-1, version 1" } },
  ]);
  expect(JSON.stringify(rows)).not.toContain("CANARY");
});

it("shows and writes down nothing when the password is another", async () => {
  const { ctx, ada, version } = await withVersion();
  const attempt = revealText(ada, { versionId: version.id, password: "not the password" });
  await expect(attempt).rejects.toMatchObject({ causeName: "wrong-credentials" });
  expect((await listActivity(ctx, { action: "version:reveal" })).total).toBe(0);
});
