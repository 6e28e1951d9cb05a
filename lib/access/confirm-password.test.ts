import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { asUser, installation } from "../../test/installation.ts";
import { changePassword } from "./change-password.ts";
import { confirmPassword } from "./confirm-password.ts";
import { addUser } from "./users.ts";

const password = "CANARY-7f3e correct horse";

async function signedIn() {
  const place = await installation();
  const ada = await addUser(place.ctx, { name: "ada", password });
  const adas = asUser(place.ctx, ada);
  const wrong = () => confirmPassword(adas, { password: "CANARY-7f3e wrong horse" });
  return { ...place, ada, adas, wrong };
}

describe("one's own password once more", () => {
  it("lets its owner pass, and nobody else", async () => {
    const { ctx, adas, wrong } = await signedIn();
    const bob = asUser(ctx, await addUser(ctx, { name: "bob", password: "another long password" }));
    await confirmPassword(adas, { password });
    await expect(wrong()).rejects.toMatchObject({
      causeName: "wrong-credentials",
      message: "This is not your password. 4 more tries, then a pause.",
    });
    await expect(confirmPassword(bob, { password })).rejects.toMatchObject({
      causeName: "wrong-credentials",
    });
  });

  it("names the field where nothing was typed, which costs no try", async () => {
    const { ctx, adas } = await signedIn();
    await expect(confirmPassword(adas, { password: "" })).rejects.toMatchObject({
      causeName: "invalid",
      facts: { problems: [{ field: "password" }] },
    });
    expect(await ctx.db.select().from(tables.signInRefusals)).toEqual([]);
  });

  it("pauses after five wrong tries, for the right one too and wherever it is asked", async () => {
    const { ada, adas, clock, wrong } = await signedIn();
    for (let n = 0; n < 5; n++) {
      await expect(wrong()).rejects.toMatchObject({ causeName: "wrong-credentials" });
    }
    const lockedOut = { causeName: "locked-out" };
    await expect(confirmPassword(adas, { password })).rejects.toMatchObject(lockedOut);
    const change = { userId: ada.id, current: password, password: "a fresh long password" };
    await expect(changePassword(adas, change)).rejects.toMatchObject(lockedOut);
    clock.advance(30_000);
    await confirmPassword(adas, { password });
    expect(await wrong().catch((error) => error.facts)).toMatchObject({ triesLeft: 4 });
  });

  it("counts many tries at once before any of them is compared", async () => {
    const { wrong } = await signedIn();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => wrong().catch((error) => error.causeName)),
    );
    expect(outcomes.filter((cause) => cause === "wrong-credentials")).toHaveLength(5);
    expect(outcomes.filter((cause) => cause === "locked-out")).toHaveLength(3);
  });

  it("is asked of people alone, and leaves no password behind", async () => {
    const { ctx, wrong } = await signedIn();
    await expect(confirmPassword(ctx, { password })).rejects.toMatchObject({
      causeName: "not-found",
    });
    await wrong().catch(() => null);
    const everything = [
      await ctx.db.select().from(tables.activity),
      await ctx.db.select().from(tables.signInRefusals),
    ];
    expect(JSON.stringify(everything)).not.toContain("CANARY");
  });
});
