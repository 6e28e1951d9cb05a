import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { emit } from "#lib/events";
import { readSetting, writeSetting } from "#lib/settings";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import { parseInput } from "./parse-input.ts";
import { ChangeSettings } from "./schema.ts";

/**
 * Changes what the settings page offers; what is absent stays.
 *
 * @throws Failure `invalid` with the field
 */
export async function changeSettings(ctx: Context, input: ChangeSettings): Promise<void> {
  allow(ctx, "settings:change");
  const wanted = parseInput(ChangeSettings, input);
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const before = {
      timeZone: await readSetting(tx, "timeZone"),
      anotherClock: await readSetting(tx, "anotherClock"),
      scrubDays: await readSetting(tx, "scrubDays"),
      binDays: await readSetting(tx, "binDays"),
    };
    const after = {
      timeZone: wanted.timeZone ?? before.timeZone,
      anotherClock: wanted.anotherClock ?? before.anotherClock,
      scrubDays: wanted.scrubDays ?? before.scrubDays,
      binDays: wanted.binDays ?? before.binDays,
    };
    await writeSetting(tx, "timeZone", { value: after.timeZone, at });
    await writeSetting(tx, "anotherClock", { value: after.anotherClock, at });
    await writeSetting(tx, "scrubDays", { value: after.scrubDays, at });
    await writeSetting(tx, "binDays", { value: after.binDays, at });
    await audit(tx, ctx, {
      action: "settings:change",
      subject: { kind: "settings", id: "settings", name: "Settings" },
      before,
      after,
    });
    await emit(tx, { at, kind: "settings.changed", subjectId: "settings", data: {} });
  });
}
