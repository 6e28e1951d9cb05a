import type { Platform } from "./platform.ts";

export const ciscoNxos: Platform = {
  id: "cisco-nxos",
  name: "Cisco NX-OS",
  recognise: {
    banner: /Cisco Nexus Operating System/,
    probe: { command: "show version", says: /Cisco Nexus Operating System/ },
  },
  via: "shell",
  enter: "\n",
  questions: [],
  prompt: /^[A-Za-z0-9][\w.-]*(?:\([\w.-]+\))*[>#] ?$/,
  privilege: null,
  open: ["terminal length 0", "terminal width 511"],
  configuration: {
    commands: ["show running-config"],
    begins: /^!Command: show running-config/,
    ends: null,
  },
  facts: [
    {
      command: "show version",
      reads: {
        version: /^ *(?:system|NXOS): +version (\S+)/m,
        model: /^ *cisco (\S+(?: \S+)*?) Chassis/im,
        serial: /^ *Processor Board ID (\S+)/im,
      },
    },
  ],
  hostname: { inText: /^(?:hostname|switchname) (\S+)$/m, inPrompt: /^([^(>#]+)/ },
  refusals: [
    /^% ?(?:Invalid|Incomplete|Ambiguous|Permission denied)/,
    /^Error: /,
    /^% ?Authorization failed/,
  ],
  volatile: [
    { line: /^!Command: / },
    { line: /^!Running configuration last done at: / },
    { line: /^!No configuration change since last restart/ },
    { line: /^!Time: / },
  ],
  secrets: [
    /^username \S+ password (?:\d+ )?(?<secret>\S+)/,
    /^snmp-server user \S+ .*?\bauth (?:md5|sha\S*) (?<secret>\S+.*)$/,
    /^snmp-server community (?<secret>\S+)/,
    /^snmp-server host \S+ (?:traps |informs )?(?:version (?:1|2c|3 (?:auth|noauth|priv)) )?(?<secret>\S+)/,
    /^snmp-server mib community-map (?<secret>\S+)/,
    /^(?:radius|tacacs)-server (?:host \S+ )?key (?:[0-9] )?(?<secret>\S+)/,
    /\bkey-string (?:\d+ )?(?<secret>\S+)$/,
    /^ +password (?:\d+ )?(?<secret>\S+)$/,
    /\b(?:authentication-key|message-digest-key \d+ md5|authentication text) (?:\d+ )?(?<secret>\S+)/,
    /\bntp authentication-key \d+ md5 (?<secret>\S+)/,
  ],
  secretBlocks: [],
  logout: "exit",
  sections: "indent",
  tried: ["a recorded session of a Nexus 5548 with 7.3(13)"],
};
