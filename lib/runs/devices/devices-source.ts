import { fail, formatAge, plural } from "#lib/failures";
import type { Device } from "#lib/inventory";
import type { OpenSource } from "#lib/sources";
import type { Work } from "../work/carry-out.ts";
import { absentNames, chosenDevices, type DevicesSource } from "./choice.ts";
import type { Collected } from "./collected.ts";
import { type Given, givenToArchive, textEntries } from "./entries.ts";
import { gatherDevices } from "./gather.ts";

/** A list of devices after its step: their texts, and what there is to know. */
export interface OpenDevices extends OpenSource {
  message: string;
}

/**
 * Collects the devices that a plan takes. Those that give nothing yield their last good text.
 *
 * @throws Failure `no-device-matches`, `no-device-answered` (stale texts alone make no archive)
 */
export async function openDevices(work: Work, source: DevicesSource): Promise<OpenDevices> {
  const devices = await chosenDevices(work.ctx, source);
  for (const name of absentNames(source, devices)) {
    work.ledger.warn(name, fail("device-absent", { device: name }));
  }
  const collected = await collectAll(work, devices);
  const given = await givenToArchive(work.ctx, collected);
  saySubstitutes(work, collected, given);
  return {
    count: {
      entries: given.length,
      files: given.length,
      bytes: given.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    entries: () => textEntries(work.ctx, given),
    close: async () => {},
    message: messageOf(collected, given),
  };
}

/**
 * Collects some devices and keeps their versions, without any archive.
 *
 * @throws Failure `no-device-answered`, or the only device's own
 */
export async function collectAll(work: Work, devices: readonly Device[]): Promise<Collected[]> {
  const collected = await gatherDevices(work, devices);
  const fresh = collected.filter(({ failure }) => !failure);
  if (collected.length > 0 && fresh.length === 0) {
    throw fail("no-device-answered", { devices: collected.length });
  }
  return collected;
}

/** How many gave what: "424 devices: 12 changed, 398 as before, 2 put aside, 12 failed." */
export function messageOf(collected: readonly Collected[], given: readonly Given[] = []): string {
  if (collected.length === 0) return "There is no device yet.";
  const of = (state: Collected["state"]) => collected.filter((each) => each.state === state).length;
  const stale = given.filter(({ staleSince }) => staleSince).length;
  const parts = [
    [of("kept"), "changed"],
    [of("unchanged"), "as before"],
    [of("quarantined"), "put aside"],
    [of("failed"), "failed"],
    [stale, "with their last good text"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${plural(collected.length, "device")}: ${said.join(", ")}.`;
}

/** What stands in the archive in place of a text that could not be had. */
function saySubstitutes(
  { ctx, ledger }: Work,
  collected: readonly Collected[],
  given: readonly Given[],
): void {
  const texts = new Map(given.map((each) => [each.path, each]));
  for (const { device, failure } of collected) {
    if (!failure) continue;
    const since = texts.get(`${device.name}.cfg`)?.staleSince;
    const age = since && formatAge(ctx.clock.now().getTime() - since.getTime());
    ledger.say(
      device.name,
      age
        ? `Its last good text, ${age} old, is in the archive, marked stale.`
        : "There is no earlier text of it: the archive is without it.",
    );
  }
}
