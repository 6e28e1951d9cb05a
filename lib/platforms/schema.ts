/** What forms and lists need to know of platforms; the rules themselves stay on the server. */

export const platformNames = {
  "arista-eos": "Arista EOS",
  "aruba-aoscx": "Aruba AOS-CX",
  "cisco-ios": "Cisco IOS and IOS-XE",
  "cisco-nxos": "Cisco NX-OS",
  "fortinet-fortios": "Fortinet FortiOS",
  frr: "FRRouting",
  "juniper-junos": "Juniper Junos",
  linux: "Linux host",
  "mikrotik-routeros": "MikroTik RouterOS",
  vyos: "VyOS",
} as const;

export type PlatformId = keyof typeof platformNames;

export const platformIds = Object.keys(platformNames) as [PlatformId, ...PlatformId[]];

/** What is shown in place of a secret. */
export const redacted = "‹redacted›";
