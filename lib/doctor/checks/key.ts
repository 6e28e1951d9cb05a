import { stat } from "node:fs/promises";
import { checkKey } from "#lib/access";
import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import { keyPlace, readKey } from "#lib/secrets";
import { foldersAround, readSetting } from "#lib/settings";
import { bad, good, unknown } from "../finding.ts";
import type { Machine } from "../machine.ts";
import type { Finding } from "../schema.ts";
import { modeText, othersBits } from "./permissions.ts";

/** The key: there, the one this installation was made with, and nobody else's to read. */
export async function checkKeyFile(ctx: Context, machine: Machine): Promise<Finding[]> {
  return [await fits(ctx, machine), await ownership(ctx, machine)];
}

async function fits(ctx: Context, { environment }: Machine): Promise<Finding> {
  const named = { id: "key.fits", title: "Key" };
  const places = { environment, defaultFile: foldersAround(ctx.db).key };
  try {
    const key = await readKey(places);
    if ((await readSetting(ctx.db, "keyCheck")) === null) {
      return unknown(named, "nothing was sealed with it yet.");
    }
    await checkKey(ctx.db, key);
    return good(named, "It is there, and the one this installation was made with.");
  } catch (error) {
    const { message, next } = asFailure(error);
    return bad(named, { sentence: message, remedy: next, command: "npx holdfast key path" });
  }
}

async function ownership(ctx: Context, machine: Machine): Promise<Finding> {
  const named = { id: "key.mode", title: "Key file" };
  const { environment, userId } = machine;
  if (environment.HOLDFAST_KEY) {
    return unknown(named, "the key comes from HOLDFAST_KEY, and has no file.");
  }
  if (userId === null) return unknown(named, "this platform has no owner and mode of a file.");
  const file = keyPlace({ environment, defaultFile: foldersAround(ctx.db).key });
  const found = await stat(file).catch(() => null);
  if (!found) return unknown(named, "there is no file to look at.");
  if (found.mode & othersBits) {
    return bad(named, {
      sentence: `${file} is open to other users of this machine: ${modeText(found.mode)}.`,
      remedy: "Close it. Whoever read it can open every stored secret: replace those.",
      command: `chmod 600 ${file}`,
    });
  }
  if (found.uid !== userId && found.uid !== 0) {
    return bad(named, {
      sentence: `${file} belongs to user ${found.uid}, and Holdfast runs as ${userId}.`,
      remedy: "Give it to the user that runs Holdfast.",
      command: `chown ${userId} ${file}`,
    });
  }
  return good(named, `Mode ${modeText(found.mode)}, of this user alone.`);
}
