import type { Platform } from "./platform.ts";

export const aristaEos: Platform = {
  id: "arista-eos",
  name: "Arista EOS",
  recognise: { probe: { command: "show version", says: /^ ?Arista\b/m } },
  via: "shell",
  enter: "\n",
  questions: [],
  prompt: /^[\w.-]+(?:\([\w.:/ -]+\))*[>#$] ?$/,
  privilege: { when: /> ?$/, send: "enable", asks: /^\s*password:\s*$/i, reached: /# ?$/ },
  open: ["terminal length 0", "terminal width 511"],
  configuration: {
    commands: ["show running-config | no-more"],
    begins: /^! (?:Command: show running-config|device: )/,
    ends: /^end$/,
  },
  facts: [
    {
      command: "show version | no-more",
      reads: {
        model: /^ ?Arista (\S+)/m,
        version: /^Software image version: (\S+)/m,
        serial: /^Serial number: +(\S+)/m,
      },
    },
  ],
  hostname: { inText: /^hostname (\S+)$/m, inPrompt: /^([^(>#$]+)/ },
  refusals: [/^% ?(?:Invalid|Incomplete|Ambiguous|Unavailable|Authorization denied)/, /^% ?Error/],
  volatile: [{ line: /^! Command: / }, { line: /^! Time: / }, { line: /^! device: / }],
  secrets: [
    /\bsecret (?:0 |5 |8a |sha512 )?(?<secret>\S+)(?: role \S+)?$/,
    /^enable password (?:(?:0|5|sha512) )?(?<secret>\S+)/,
    /^snmp-server community (?<secret>\S+)/,
    /^snmp-server host \S+ (?:vrf \S+ )?(?:traps |informs )?(?:version (?:1|2c|3 (?:auth|noauth|priv)) )?(?<secret>\S+)/,
    /^snmp-server user \S+ .*?\bauth \S+ (?<secret>\S+.*)$/,
    /\bkey (?:[0-9a-z]{1,2} )?(?<secret>[^\s0-9]\S*|\d{2,}\S*)$/,
    /\bneighbor \S+ password (?:\d |8a )?(?<secret>\S+)/,
    /\b(?:message-digest-key \d+ \S+|authentication-key) (?:\d )?(?<secret>\S+)/,
    /^service unsupported-transceiver \S+ (?<secret>\S+)/,
    /\bshared-secret (?:\d |8a )?(?<secret>\S+)/,
  ],
  secretBlocks: [],
  logout: "exit",
  sections: "indent",
  tried: [],
};
