/** Values that must never stand in a log line; registered by the room that reads them. */
const secrets = Symbol.for("holdfast.log.secrets"); // one list whatever copies a bundle makes of this module
const state = globalThis as { [secrets]?: Set<string> };
state[secrets] ??= new Set();
const live = state[secrets];

const patterns: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, "[private key]"],
  [
    /("(?:authorization|cookie|password|secret|token|passphrase)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    '$1"[masked]"',
  ],
];

/** Keeps a secret's value (as text, base64 and URL-encoded) out of every later log line. */
export function neverLog(secret: string): void {
  if (secret.length < 8) return; // shorter values would mask ordinary words
  live.add(secret);
  live.add(Buffer.from(secret).toString("base64"));
  live.add(encodeURIComponent(secret));
}

/** A line with every known secret and every secret-looking field masked. */
export function maskSecrets(line: string): string {
  let masked = line;
  for (const secret of live) masked = masked.replaceAll(secret, "[masked]");
  for (const [pattern, replacement] of patterns) masked = masked.replace(pattern, replacement);
  return masked;
}
