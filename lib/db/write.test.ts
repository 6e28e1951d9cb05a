import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { installation } from "../../test/installation.ts";
import { databaseFile } from "./database.ts";
import { settings } from "./tables/ground.ts";
import { write } from "./write.ts";

/** Holds the write lock for a moment, as a long transaction of another process does. */
const holder = `
  const { DatabaseSync } = require("node:sqlite");
  const db = new DatabaseSync(process.argv[1]);
  db.exec("begin immediate");
  process.stdout.write("locked");
  setTimeout(() => { db.exec("commit"); db.close(); }, 300);
`;

describe("write", () => {
  it("waits while another process writes, and goes on as before afterwards", async () => {
    const { ctx } = await installation();
    const at = ctx.clock.now();
    const other = spawn(process.execPath, ["-e", holder, path.resolve(databaseFile(ctx.db))]);
    await once(other.stdout, "data");
    for (const key of ["while it is locked", "afterwards"]) {
      await write(ctx.db, (tx) => tx.insert(settings).values({ key, value: key, updatedAt: at }));
    }
    const kept = await ctx.db.select({ key: settings.key }).from(settings);
    expect(kept.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["while it is locked", "afterwards"]),
    );
  });
});
