import type { Platform } from "./platform.ts";

/** What makes a host what it is, and can be read without special rights. */
const files = [
  "/etc/hostname",
  "/etc/hosts",
  "/etc/resolv.conf",
  "/etc/fstab",
  "/etc/os-release",
  "/etc/network/interfaces",
  "/etc/network/interfaces.d/*",
  "/etc/netplan/*.yaml",
  "/etc/systemd/network/*",
  "/etc/sysctl.conf",
  "/etc/sysctl.d/*.conf",
  "/etc/ssh/sshd_config",
  "/etc/ssh/sshd_config.d/*.conf",
  "/etc/nftables.conf",
  "/etc/iptables/rules.v4",
  "/etc/iptables/rules.v6",
  "/etc/crontab",
  "/etc/chrony/chrony.conf",
  "/etc/ntp.conf",
  "/etc/rsyslog.conf",
];

const read = `for f in ${files.join(" ")}; do if [ -f "$f" ] && [ -r "$f" ]; then echo "### $f"; cat "$f"; echo; fi; done; echo "### end"`;

export const linux: Platform = {
  id: "linux",
  name: "Linux host",
  recognise: { probe: { command: "cat /etc/os-release", says: /^PRETTY_NAME=/m } },
  via: "exec",
  enter: "\n",
  questions: [],
  prompt: /^(?:\([\w.-]+\) ?)?\[?[\w.-]+@[\w.-]+[: ][^\n$#%]*\]?[$#%] ?$/,
  privilege: null,
  open: [],
  configuration: { commands: [read], begins: /^### \//, ends: /^### end$/ },
  facts: [
    {
      command: "cat /etc/os-release",
      reads: { version: /^VERSION_ID="?([^"\n]+)"?$/m, model: /^PRETTY_NAME="?([^"\n]+)"?$/m },
    },
  ],
  hostname: { inText: /^### \/etc\/hostname\n(\S+)$/m, inPrompt: null },
  refusals: [/^(?:sh|bash|ash|dash|zsh): .*(?:syntax error|not found)/],
  volatile: [],
  secrets: [
    /^\s*(?:wpa-psk|wpa-passphrase|psk|password|passphrase|auth-key|secret)\s*[:= ]\s*(?<secret>\S.*)$/i,
    /\/\/[^\s:/@]+:(?<secret>[^\s@]+)@/,
  ],
  secretBlocks: [
    { begins: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, ends: /-----END [A-Z ]*PRIVATE KEY-----/ },
  ],
  logout: "exit",
  sections: "headings",
  tried: ["Debian 12 behind OpenSSH 9.2, in the tests"],
};
