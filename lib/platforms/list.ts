import { aristaEos } from "./arista-eos.ts";
import { arubaAoscx } from "./aruba-aoscx.ts";
import { ciscoIos } from "./cisco-ios.ts";
import { ciscoNxos } from "./cisco-nxos.ts";
import { fortinetFortios } from "./fortinet-fortios.ts";
import { frr } from "./frr.ts";
import { juniperJunos } from "./juniper-junos.ts";
import { linux } from "./linux.ts";
import { mikrotikRouteros } from "./mikrotik-routeros.ts";
import type { Platform } from "./platform.ts";
import { vyos } from "./vyos.ts";

/** Every platform, by name. */
export const platforms: readonly Platform[] = [
  aristaEos,
  arubaAoscx,
  ciscoIos,
  ciscoNxos,
  fortinetFortios,
  frr,
  juniperJunos,
  linux,
  mikrotikRouteros,
  vyos,
];

const byId = new Map(platforms.map((platform) => [platform.id, platform]));

/** The platform of an id; `null` where there is none of that id. */
export function findPlatform(id: string): Platform | null {
  return byId.get(id) ?? null;
}
