import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readKey, readOrMakeKey } from "./key.ts";
import { seal, unseal } from "./seal.ts";

const key = { bytes: randomBytes(32), place: "test" };
const place = { table: "credentials", row: "r1", column: "password" };

describe("a sealed secret", () => {
  it("opens where it was sealed, and looks different each time", () => {
    const first = seal(key, place, "s3cret");
    expect(unseal(key, place, first)).toBe("s3cret");
    expect(seal(key, place, "s3cret")).not.toBe(first);
  });

  it("does not open in another row, another column or under another key", () => {
    const sealed = seal(key, place, "s3cret");
    expect(() => unseal(key, { ...place, row: "r2" }, sealed)).toThrow(/altered or moved/);
    expect(() => unseal(key, { ...place, column: "enable" }, sealed)).toThrow(/altered or moved/);
    expect(() => unseal({ ...key, bytes: randomBytes(32) }, place, sealed)).toThrow(
      /altered or moved/,
    );
  });

  it("does not open when a byte of any part differs or the tag is cut", () => {
    const parts = seal(key, place, "s3cret").split(".");
    for (let part = 1; part < parts.length; part++) {
      const bytes = Buffer.from(parts[part] ?? "", "base64url");
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      const altered = parts.with(part, bytes.toString("base64url")).join(".");
      expect(() => unseal(key, place, altered), `part ${part}`).toThrow(/altered or moved/);
    }
    const cut = Buffer.from(parts[4] ?? "", "base64url")
      .subarray(0, 4)
      .toString("base64url");
    expect(() => unseal(key, place, parts.with(4, cut).join("."))).toThrow(/altered or moved/);
  });
});

describe("the installation's key", () => {
  it("is made once, readable by its owner only, and read from then on", async () => {
    const defaultFile = path.join(await mkdtemp(path.join(tmpdir(), "key-")), "secret.key");
    const made = await readOrMakeKey({ environment: {}, defaultFile });
    expect((await stat(defaultFile)).mode & 0o777).toBe(0o600);
    expect((await readOrMakeKey({ environment: {}, defaultFile })).bytes).toEqual(made.bytes);
    expect((await readFile(defaultFile, "utf8")).trim()).toHaveLength(44);
  });

  it("comes from the environment first, and a wrong one there is said, never replaced", async () => {
    const HOLDFAST_KEY = randomBytes(32).toString("base64");
    const places = { environment: { HOLDFAST_KEY }, defaultFile: "/nowhere" };
    expect((await readKey(places)).bytes.toString("base64")).toBe(HOLDFAST_KEY);
    await expect(readKey({ ...places, environment: { HOLDFAST_KEY: "short" } })).rejects.toThrow(
      /32 bytes/,
    );
    const missing = {
      environment: { HOLDFAST_KEY_FILE: "/nowhere/key" },
      defaultFile: "/nowhere/else",
    };
    await expect(readOrMakeKey(missing)).rejects.toThrow(/missing at \/nowhere\/key/);
  });
});
