import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { binArchive } from "#lib/vault";
import { temporaryFolder } from "./installation.ts";
import { fileEntry, folderEntry, keptArchive, linkEntry, newVault, output } from "./vault.ts";

const reader = path.join(import.meta.dirname, "../docs/reference/vault-reader.py");

describe("a second reader, written from the description of the format alone (fault 34)", () => {
  it("extracts every archive of a vault byte by byte", async ({ skip }) => {
    try {
      execFileSync("python3", ["--version"]);
    } catch {
      skip("python3 is not on this machine: the vault was not read by a second reader");
    }
    const place = await newVault();
    const contents: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      "übrig.txt": Buffer.from("a line of a log\n".repeat(80_000)),
      noise: randomBytes(3_000_000),
      mixed: Buffer.concat([randomBytes(1_100_000), Buffer.alloc(1_000_000, "abc ")]),
    };
    const others = [folderEntry("media/photos/album"), linkEntry("media/photos/link", "noise")];
    const files = () =>
      Object.entries(contents).map(([name, bytes]) => fileEntry(`media/photos/${name}`, bytes));
    const one = await keptArchive(place, [...files(), ...others]);
    contents["übrig.txt"] = Buffer.concat([
      Buffer.from("first\n"),
      contents["übrig.txt"] ?? Buffer.alloc(0),
    ]);
    const two = await keptArchive(place, [...files(), ...others], { previous: one.file });
    const folder = await temporaryFolder();
    for (const { file } of [one, two]) {
      const to = path.join(folder, path.basename(file));
      const said = await output("python3", [reader, place.folder, file, to]);
      expect(said.toString().trim()).toBe("6");
      expect(await readlink(path.join(to, "media/photos/link"))).toBe("noise");
    }
    await binArchive(place, one.file);
    expect((await output("python3", [reader, place.folder])).toString().trim()).toBe(two.file);
    const binned = one.file.replace("archives/", "bin/");
    const again = [reader, place.folder, binned, path.join(folder, "from the bin")];
    expect((await output("python3", again)).toString().trim()).toBe("6");
    for (const [name, bytes] of Object.entries(contents)) {
      const found = await readFile(
        path.join(folder, path.basename(two.file), "media/photos", name),
      );
      expect(found.equals(bytes), name).toBe(true);
    }
  });
});
