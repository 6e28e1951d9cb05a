import type { Platform } from "./platform.ts";

export const juniperJunos: Platform = {
  id: "juniper-junos",
  name: "Juniper Junos",
  recognise: {
    banner: /^--- JUNOS /m,
    probe: { command: "show version", says: /^(?:Junos: |JUNOS )/m },
  },
  via: "exec",
  enter: "\n",
  questions: [],
  prompt: /^[\w.-]+@[\w.-]+[>#%] ?$/,
  privilege: null,
  open: [],
  configuration: {
    commands: ["show configuration | display omit"],
    begins: /^(?:## Last (?:commit|changed): |version )/,
    balanced: "braces",
    ends: /^(?:\}|[^#].*;)$/,
  },
  facts: [
    {
      command: "show version",
      reads: { model: /^Model: (\S+)/m, version: /^Junos: (\S+)/m },
    },
    { command: "show chassis hardware", reads: { serial: /^Chassis +(?:REV \S+ +)?(\S+)/m } },
  ],
  hostname: { inText: /^ +host-name ([^;\s]+);/m, inPrompt: null },
  refusals: [/^error: /, /^syntax error/, /^unknown command/, /^permission denied/i, /^\s*\^$/],
  volatile: [
    { line: /^## Last (?:commit|changed): / },
    { line: /^\{(?:master|backup|primary|secondary|linecard)(?::\w+)?\}(?:\[edit\])?$/ },
    { line: /going down/ },
  ],
  secrets: [
    /^\s*\S.* (?<secret>"[^"]*"|\S+); ## SECRET-DATA$/,
    /^\s*(?:encrypted-password|pre-shared-key ascii-text|authentication-key|secret|simple-password) (?<secret>"[^"]*"|[^;\s]+)/,
    /^\s*community (?<secret>"?[^{;]+?"?) \{$/,
    /\/\/[^\s:/@]+:(?<secret>[^\s@]+)@/,
    /^\s*"[^"]+" password (?<secret>"[^"]*"|[^;\s]+)/,
    /^\s*ssh-(?:rsa|dsa|ed25519|ecdsa) (?<secret>"[^"]*")/,
  ],
  secretBlocks: [],
  logout: "exit",
  sections: "braces",
  tried: ["a recorded session of an SRX300 with 22.4"],
};
