import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { planOf, runningInstallation } from "../../test/running.ts";
import { openDownload } from "./index.ts";

it("a file and a folder of an archive are downloaded alone, by name, and recorded", async () => {
  const { ctx, site, run } = await runningInstallation();
  const number = String((await run(await planOf(ctx, site))).number);
  const whole = await openDownload(ctx, { run: number, record: false });
  const path = "media/media/picture-0.jpg";
  const file = await openDownload(ctx, { run: number, path, record: true });
  expect(file).toMatchObject({ name: "picture-0.jpg", kind: "file" });
  expect((await buffer(file.open())).length).toBe(file.size);
  const folder = await openDownload(ctx, { run: number, path: "media/media/", record: false });
  expect(folder.kind).toBe("zip");
  expect(folder.name).toBe(whole.name.replace(/\.zip$/, "-media.zip"));
  expect((await buffer(folder.open())).length).toBe(folder.size);
  expect(new Set([whole.etag, file.etag, folder.etag]).size).toBe(3);
  const [newest] = (await listActivity(ctx, { limit: 1 })).rows;
  expect(newest).toMatchObject({ action: "archive:download", after: { path, bytes: file.size } });
  await expect(
    openDownload(ctx, { run: number, path: "media/", record: false }),
  ).resolves.toBeDefined();
  const missing = openDownload(ctx, { run: number, path: "media/none", record: false });
  await expect(missing).rejects.toMatchObject({ causeName: "not-found" });
});
