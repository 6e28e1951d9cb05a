import type { Platform } from "./platform.ts";

export const arubaAoscx: Platform = {
  id: "aruba-aoscx",
  name: "Aruba AOS-CX",
  recognise: { probe: { command: "show version", says: /^(?:ArubaOS|AOS)-CX$/m } },
  via: "shell",
  enter: "\n",
  questions: [{ asks: /Press any key to continue\s*$/i, answer: " " }],
  prompt: /^[\w.-]+(?: [\w.-]+)*(?:\([\w.-]+\))?[>#] ?$/,
  privilege: { when: /> ?$/, send: "enable", asks: /^\s*password:\s*$/i, reached: /# ?$/ },
  open: ["no page"],
  configuration: {
    commands: ["show running-config"],
    begins: /^!Version (?:ArubaOS|AOS)-CX /,
    preamble: /^Current configuration:$/,
    ends: null,
  },
  facts: [
    { command: "show version", reads: { version: /^Version +: (\S+)/m } },
    {
      command: "show system",
      reads: {
        model: /^Product Name +: (\S.*?)\s*$/m,
        serial: /^Chassis Serial (?:Nbr|Number) *: (\S+)/m,
      },
    },
  ],
  hostname: { inText: /^hostname (\S+)$/m, inPrompt: /^([\w.-]+)/ },
  refusals: [/^Invalid input: /, /^% ?(?:Command incomplete|Ambiguous|Unknown)/, /^Cannot execute/],
  volatile: [{ line: /^!(?:Time|Date): / }],
  secrets: [
    /\bpassword (?:ciphertext|plaintext) (?<secret>\S+)/,
    /\b(?:auth-pass|priv-pass|key|md5|sha\d*) (?:ciphertext|plaintext) (?<secret>\S+)/,
    /\bkey-string (?:ciphertext |plaintext )?(?<secret>\S+)/,
    /^snmp-server community (?<secret>\S+)/,
    /^snmp-server host \S+ .*?\bcommunity (?<secret>\S+)/,
    /\bneighbor \S+ password (?:ciphertext |plaintext )?(?<secret>\S+)/,
    /\bpsk (?:ciphertext |plaintext )?(?<secret>\S+)/,
  ],
  secretBlocks: [],
  logout: "exit",
  sections: "indent",
  tried: ["recorded sessions of 6000, 6100, 6410, 8100 and CX6000 switches with 10.10 to 10.16"],
};
