import type { Platform } from "./platform.ts";

export const frr: Platform = {
  id: "frr",
  name: "FRRouting",
  recognise: { probe: { command: 'vtysh -c "show version"', says: /^FRRouting \d/m } },
  via: "exec",
  enter: "\n",
  questions: [],
  prompt: /^[\w.-]+(?:\([\w-]+\))?[>#] ?$/,
  privilege: null,
  open: [],
  configuration: {
    // The second serves users who are not in the group of FRR but may call vtysh by sudo.
    commands: ['vtysh -c "show running-config"', 'sudo -n vtysh -c "show running-config"'],
    // Whoever may not read the settings of vtysh itself is told so first, and is answered all the same.
    preamble:
      /^(?:Building configuration\.\.\.|Current configuration:|% Can't open configuration file \S+vtysh\.conf .*)$/,
    begins: /^(?:frr version |Current configuration:)/,
    ends: /^end$/,
  },
  facts: [
    {
      command: 'vtysh -c "show version"',
      reads: { version: /^FRRouting (\S+)/m },
    },
  ],
  hostname: { inText: /^hostname (\S+)$/m, inPrompt: null },
  refusals: [
    /^% ?(?:Unknown|Ambiguous|Command incomplete)/,
    /^vtysh: /,
    /command not found$/,
    /^(?:sudo: |Exiting: failed to connect)/,
  ],
  volatile: [{ line: /^! Last Changed: / }],
  secrets: [
    /^(?:enable )?password (?:8 )?(?<secret>\S+)$/,
    /\bneighbor \S+ password (?<secret>\S+)/,
    /\b(?:message-digest-key \d+ md5|authentication-key|key-string|authentication text) (?<secret>\S+)/,
    /\b(?:area-password|domain-password|isis password) (?:clear|md5) (?<secret>\S+)/,
    /^ *ip nhrp authentication (?<secret>\S+)/,
  ],
  secretBlocks: [],
  logout: "exit",
  sections: "indent",
  tried: ["FRR 8.4.4 behind OpenSSH 9.2 on Debian 12, in the tests"],
};
