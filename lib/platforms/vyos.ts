import type { Platform } from "./platform.ts";

export const vyos: Platform = {
  id: "vyos",
  name: "VyOS",
  recognise: {
    banner: /Welcome to VyOS/,
    probe: { command: "show version", says: /^Version: +VyOS /m },
  },
  via: "shell",
  enter: "\n",
  questions: [],
  prompt: /^[\w.-]+@[\w.-]+(?::[^\s$#>]*)?[$#>] ?$/,
  privilege: null,
  open: ["set terminal length 0"],
  configuration: { commands: ["show configuration commands | no-more"], ends: /^(?:set |#)/ },
  facts: [
    {
      command: "show version",
      reads: {
        version: /^Version: +VyOS (\S+)/m,
        model: /^Hardware model: +(\S.*?)\s*$/m,
        serial: /^Hardware S\/N: +(\S+)/m,
      },
    },
  ],
  hostname: {
    inText: /^set system host-name '?([^'\n]+)'?$/m,
    inPrompt: /^[\w.-]+@([\w.-]+)/,
  },
  refusals: [/^Invalid command: /, /^\s*Invalid /, /^Permission denied/i, /: command not found$/],
  volatile: [],
  secrets: [
    /\b(?:encrypted-password|plaintext-password|password|secret|pre-shared-secret|passphrase|private-key|preshared-key|shared-secret|key) '?(?<secret>[^'\s]+)'?$/,
    /^set service snmp community '?(?<secret>[^'\s]+)'?/,
    /\/\/[^\s:/@]+:(?<secret>[^\s@]+)@/,
  ],
  secretBlocks: [],
  logout: "exit",
  sections: "paths",
  tried: ["a recorded session of VyOS 1.4.3 on a Supermicro"],
};
