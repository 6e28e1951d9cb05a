import { describe, expect, it } from "vitest";
import { loopbackAllowed } from "./loopback.ts";

describe("this machine as a device", () => {
  it("is allowed by 1 alone", () => {
    expect(loopbackAllowed({ HOLDFAST_ALLOW_LOOPBACK: "1" })).toBe(true);
    for (const HOLDFAST_ALLOW_LOOPBACK of [undefined, "", "0"]) {
      expect(loopbackAllowed({ HOLDFAST_ALLOW_LOOPBACK })).toBe(false);
    }
  });

  it("is neither allowed nor refused by a word that could mean both", () => {
    for (const HOLDFAST_ALLOW_LOOPBACK of ["true", "yes", "no", "2"]) {
      expect(() => loopbackAllowed({ HOLDFAST_ALLOW_LOOPBACK })).toThrow("HOLDFAST_ALLOW_LOOPBACK");
    }
  });
});
