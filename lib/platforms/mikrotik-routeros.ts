import type { Platform } from "./platform.ts";

export const mikrotikRouteros: Platform = {
  id: "mikrotik-routeros",
  name: "MikroTik RouterOS",
  recognise: {
    ident: /^ROSSSH/,
    banner: /^ *MikroTik RouterOS /m,
    prompt: /^\[[^\]\s@]+@[^\]]*\] > ?$/,
    probe: { command: "/system resource print", says: /^ *platform: MikroTik/m },
  },
  via: "exec",
  enter: "\r\n",
  questions: [],
  prompt: /^\[[^\]\s@]+@[^\]]*\] (?:<[\w ]+>|(?:<[\w ]+> )?\/?[\w/ -]*>) ?$/,
  privilege: null,
  open: [],
  configuration: {
    // Version 6 shows secrets without being asked to, and does not know the word.
    commands: ["/export show-sensitive", "/export"],
    begins: /^# .*\bby RouterOS /,
    ends: null,
  },
  facts: [
    {
      command: "/system resource print",
      reads: { version: /^ *version: (\S+)/m, model: /^ *board-name: (\S.*?)\s*$/m },
    },
  ],
  hostname: { inText: /^\/system identity\s+set name="?([^"\n]+?)"?$/m, inPrompt: null },
  refusals: [
    /^(?:bad command name|expected end of command|syntax error|input does not match)/,
    /^(?:failure:|no such item|invalid )/,
    /^not enough permissions/,
  ],
  volatile: [
    { line: /^# .*\bby RouterOS / },
    { line: /^# .* not ready$/ },
    { line: /^# .*please restart/ },
    { line: /^# inactive time/ },
    { line: /^# poe-out status/ },
  ],
  secrets: [
    /(?:^|\s)(?:[\w-]*password|secret|[\w-]*pre-?shared-key|passphrase|private-key|authentication-key|encryption-key|supplicant-password)=(?<secret>"(?:[^"\\]|\\.)*"|\S+)/,
    /^(?:add|set) .*?\bkey=(?<secret>"(?:[^"\\]|\\.)*"|\S+)/,
    /^(?:add|set) (?:\[ find default=yes \] )?(?:addresses=\S+ )?.*?\bcommunity=(?<secret>"(?:[^"\\]|\\.)*"|\S+)/,
  ],
  secretBlocks: [],
  logout: "quit",
  sections: "headings",
  tried: ["recorded sessions of a CHR with 7.10.1 and an RB5009 with 7.18.2"],
};
