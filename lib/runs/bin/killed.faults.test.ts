import { describe, it } from "vitest";
import { killOnTheWay, killWhileEmptying } from "../../../test/bin-killer.ts";

const all = (operations: number) => Array.from({ length: operations }, (_, index) => index + 1);

describe("a process that is killed at every file operation of the bin (fault 1)", () => {
  it("leaves each archive listed or in the bin, whole", async () => {
    await killOnTheWay(all);
  }, 900_000);

  it("frees nothing that another archive needs, wherever emptying is cut short", async () => {
    await killWhileEmptying(all);
  }, 900_000);
});
