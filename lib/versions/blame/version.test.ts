import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { tables } from "#lib/db";
import { installation } from "../../../test/installation.ts";
import { keepTexts } from "../../../test/kept-texts.ts";
import { listVersions } from "../read.ts";
import { blameVersion } from "./version.ts";

async function history() {
  const { ctx } = await installation();
  const long = (first: string) => `${first}\n${"interface e\n mtu 9000\n!\n".repeat(8)}end\n`;
  const secret = (word: string) => `snmp-server community ${word} RO`;
  const [deviceId = ""] = await keepTexts(ctx, [
    {
      name: "a",
      platform: "cisco-ios",
      texts: [
        long("hostname a"),
        long(`hostname a\n${secret("canary")}`),
        { doubted: "hostname a\n" },
        long(`hostname a\n${secret("kestrel")}`),
        long(`hostname b\n${secret("kestrel")}`),
      ],
    },
  ]);
  const versions = await listVersions(ctx, { deviceId });
  const idOf = (number: number) => versions.find((each) => each.number === number)?.id ?? "";
  return { ctx, idOf };
}

it("names the believed versions that brought the lines of one, and the one before each", async () => {
  const { ctx, idOf } = await history();
  const blame = await blameVersion(ctx, { versionId: idOf(5) });
  expect(blame.runs).toEqual([
    { from: 1, lines: 1, by: 5 },
    { from: 2, lines: 1, by: 4 },
    { from: 3, lines: 25, by: 1 },
  ]);
  const pairs = blame.versions.map(({ number, before }) => [number, before?.number ?? null]);
  expect(pairs).toEqual([
    [5, 4],
    [4, 2],
    [1, null],
  ]);
  expect(blame.versions[0]?.before?.id).toBe(idOf(4));
  expect([blame.ended, blame.coarse]).toEqual([null, false]);
  expect(JSON.stringify(blame)).not.toMatch(/canary|kestrel|hostname/);
  const past = await blameVersion(ctx, { versionId: idOf(2) });
  expect(past.runs.map(({ by }) => by)).toEqual([1, 2, 1]);
});

it("holds a quarantined text against the believed ones before it", async () => {
  const { ctx, idOf } = await history();
  expect((await blameVersion(ctx, { versionId: idOf(3) })).runs).toEqual([
    { from: 1, lines: 1, by: 1 },
  ]);
});

it("says how far back it looked where a bound of versions or bytes ended it", async () => {
  const { ctx, idOf } = await history();
  for (const bounds of [
    { versions: 3, bytes: 1_000_000 },
    { versions: 200, bytes: 900 },
  ]) {
    const blame = await blameVersion(ctx, { versionId: idOf(5) }, bounds);
    expect(blame.runs.map(({ by }) => by)).toEqual([5, 4, "older"]);
    expect(blame.ended).toEqual({ at: 2, why: "far" });
  }
});

it("ends at a version whose text is damaged, and is refused where its own is", async () => {
  const { ctx, idOf } = await history();
  const damage = async (number: number) => {
    const version = (await listVersions(ctx, { deviceId: await deviceOf() })).find(
      (each) => each.number === number,
    );
    await ctx.db
      .update(tables.configTexts)
      .set({ deflated: Buffer.from("x") })
      .where(eq(tables.configTexts.sha256, version?.sha256 ?? ""));
  };
  const deviceOf = async () => (await ctx.db.select().from(tables.devices).get())?.id ?? "";
  await damage(2);
  const blame = await blameVersion(ctx, { versionId: idOf(5) });
  expect([blame.runs.at(-1)?.by, blame.ended]).toEqual(["older", { at: 4, why: "damaged" }]);
  await damage(5);
  const refused = blameVersion(ctx, { versionId: idOf(5) });
  await expect(refused).rejects.toMatchObject({ causeName: "text-damaged" });
  const gone = blameVersion(ctx, { versionId: "x" });
  await expect(gone).rejects.toMatchObject({ causeName: "not-found" });
});
