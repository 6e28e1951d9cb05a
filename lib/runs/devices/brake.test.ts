import { describe, expect, it } from "vitest";
import { CredentialBrake, type Turn } from "./brake.ts";

const lab = { id: "1", name: "lab" };

/** Turns with one credential, and who may send it so far: `0`, `1`, or `0 refused`. */
function turnsOf(count: number) {
  const brake = new CredentialBrake();
  const turns = Array.from({ length: count }, () => brake.turn(lab));
  const may: string[] = [];
  const asked = turns.map((turn, index) =>
    turn.before().then(
      () => may.push(`${index}`),
      (failure) => may.push(`${index} ${failure.causeName}`),
    ),
  );
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  const of = (index: number) => turns[index] as Turn;
  return { brake, of, may, soon, all: () => Promise.all(asked) };
}

describe("the brake on a credential", () => {
  it("lets two devices try it, and all others once one of them has accepted it", async () => {
    const { of, may, soon, all } = turnsOf(5);
    await soon();
    expect(may).toEqual(["0", "1"]);
    of(1).answered(true);
    await all();
    expect(may).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("lets nobody else try between two refusals, nor after them (fault 46)", async () => {
    const { of, may, soon, all } = turnsOf(5);
    await soon();
    of(0).answered(false);
    await soon();
    expect(may).toEqual(["0", "1"]);
    of(1).answered(false);
    await all();
    expect(may.slice(2)).toEqual(["2", "3", "4"].map((index) => `${index} credential-paused`));
  });

  it("lets all others try when the second of two accepts it", async () => {
    const { of, may, soon, all } = turnsOf(4);
    await soon();
    of(0).answered(false);
    of(1).answered(true);
    await all();
    expect(may).toEqual(["0", "1", "2", "3"]);
  });

  it("takes a refusal after the first success as that device's own", async () => {
    const { brake, of, soon } = turnsOf(4);
    await soon();
    of(0).answered(true);
    for (const index of [1, 2, 3]) of(index).answered(false);
    await expect(brake.turn(lab).before()).resolves.toBeUndefined();
  });

  it("gives the turn of a device that never answered to the next one", async () => {
    const { of, may, soon } = turnsOf(4);
    await soon();
    of(0).over();
    of(0).over();
    await soon();
    expect(may).toEqual(["0", "1", "2"]);
  });

  it("asks once for each session, also when more than one secret is sent", async () => {
    const { of, may, soon } = turnsOf(3);
    await soon();
    await of(0).before();
    expect(may).toEqual(["0", "1"]);
  });

  it("knows each credential by itself", async () => {
    const { brake, of, soon } = turnsOf(2);
    await soon();
    of(0).answered(false);
    of(1).answered(false);
    await expect(brake.turn({ id: "2", name: "other" }).before()).resolves.toBeUndefined();
    await expect(brake.turn(lab).before()).rejects.toMatchObject({
      causeName: "credential-paused",
      facts: { credential: "lab", refusals: 2 },
    });
  });
});
