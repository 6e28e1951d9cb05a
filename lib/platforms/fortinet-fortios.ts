import type { Platform } from "./platform.ts";

export const fortinetFortios: Platform = {
  id: "fortinet-fortios",
  name: "Fortinet FortiOS",
  recognise: {
    ident: /^FortiSSH_/,
    prompt: /^[\w.~-]+(?:\((?:Primary|Secondary)\))? # $/,
    probe: { command: "get system status", says: /^Version: Forti/m },
  },
  via: "shell",
  enter: "\n",
  questions: [{ asks: /\(Press 'a' to accept\):\s*$/, answer: "a" }],
  prompt: /^(?:\([MPS]\) )?[\w.~-]+(?:\((?:Primary|Secondary)\))?(?: \([\w.~ -]+\))? ?[#$>] ?$/,
  privilege: null,
  // Paging is a setting of the whole unit here: its question is answered instead.
  open: [],
  configuration: {
    commands: ["show | grep .", "show"],
    begins: /^#config-version=/,
    balanced: "blocks",
    ends: /^end$/,
  },
  facts: [
    {
      command: "get system status",
      reads: {
        model: /^Version: (\S+) /m,
        version: /^Version: \S+ v([^,\s]+)/m,
        serial: /^Serial-Number: (\S+)/m,
      },
    },
  ],
  hostname: { inText: /^ +set hostname "([^"]+)"$/m, inPrompt: /^(?:\([MPS]\) )?([\w.~-]+)/ },
  refusals: [
    /^Unknown action/,
    /^Command fail\. Return code/,
    /^command parse error/,
    /^Permission denied/i,
  ],
  volatile: [
    { line: /^#(?:config-version|conf_file_ver|buildno)=/ },
    { line: /^!?System time: / },
    // Encrypted anew with a fresh salt at every print.
    { mask: /^(\s*set \S+ ENC )\S+/ },
    {
      block: {
        begins: /^\s*set private-key "-----BEGIN/,
        ends: /-----END [A-Z ]*PRIVATE KEY-----"/,
      },
    },
    { block: { begins: /^\s*config firewall internet-service-name$/, ends: /^\s*end$/ } },
  ],
  secrets: [
    /^\s*set \S+ ENC (?<secret>\S+)/,
    /^\s*set (?:password|passwd|psksecret|[\w-]*secret|passphrase|[\w-]*-pwd|md5-key|authentication-key) (?!ENC )(?<secret>\S.*)$/,
    /^#private-encryption-key=(?<secret>\S+)/,
  ],
  secretBlocks: [
    { begins: /^\s*set private-key "?-----BEGIN/, ends: /-----END [A-Z ]*PRIVATE KEY-----/ },
  ],
  logout: "exit",
  sections: "blocks",
  tried: ["recorded sessions of a FortiGate 91G with 7.4.7 and a 501E with VDOMs and HA"],
};
