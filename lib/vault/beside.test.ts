import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { prune, type Told } from "../../test/disk/life.ts";
import { expectWhole, Memory } from "../../test/disk/whole.ts";
import { swift } from "../../test/swift.ts";
import { newVault } from "../../test/vault.ts";

const script = fileURLToPath(new URL("../../test/disk/work-beside.ts", import.meta.url));
const rounds = 8;

it("two processes that back up and prune, and a third that prunes, harm nothing (fault 20)", async () => {
  const place = await newVault();
  const memory = new Memory();
  let isOver = false;
  const working = Promise.all(
    ["1", "2"].map(async (plan) => {
      const args = [...swift, script, place.folder, plan, String(rounds)];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      const gone = once(child, "exit");
      for await (const line of createInterface(child.stdout)) memory.tell(JSON.parse(line) as Told);
      expect((await gone)[0]).toBe(0);
    }),
  ).finally(() => {
    isOver = true;
  });
  while (!isOver) await prune(place, () => true);
  await working;
  expect(memory.kept.size).toBe(4);
  await expectWhole(place, memory, "two at work and a third that pruned");
}, 300_000);
