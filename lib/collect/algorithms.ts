import type { Algorithms } from "ssh2";

/** The kinds of algorithms both sides must have one in common of, in the order of the handshake. */
export const kinds = ["kex", "serverHostKey", "cipher", "hmac"] as const;
export type Kind = (typeof kinds)[number];

export const kindNames: Record<Kind, string> = {
  kex: "key exchange",
  serverHostKey: "kind of host key",
  cipher: "cipher",
  hmac: "message check",
};

/** What every device may use: nothing that is known to be broken or about to be. */
const modern: Record<Kind, readonly string[]> = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group15-sha512",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group17-sha512",
    "diffie-hellman-group18-sha512",
  ],
  serverHostKey: [
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
  ],
  cipher: [
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "chacha20-poly1305@openssh.com",
    "aes128-ctr",
    "aes192-ctr",
    "aes256-ctr",
  ],
  hmac: [
    "hmac-sha2-256-etm@openssh.com",
    "hmac-sha2-512-etm@openssh.com",
    "hmac-sha2-256",
    "hmac-sha2-512",
  ],
};

/** What a device may be allowed to use besides, the least weak first. */
export const legacy: Record<Kind, readonly string[]> = {
  kex: [
    "diffie-hellman-group14-sha1",
    "diffie-hellman-group-exchange-sha1",
    "diffie-hellman-group1-sha1",
  ],
  serverHostKey: ["ssh-rsa", "ssh-dss"],
  cipher: ["aes256-cbc", "aes192-cbc", "aes128-cbc", "3des-cbc"],
  hmac: ["hmac-sha1-etm@openssh.com", "hmac-sha1", "hmac-sha1-96", "hmac-md5", "hmac-md5-96"],
};

/** The names that a device's list of allowed algorithms may hold. */
export const legacyNames: readonly string[] = kinds.flatMap((kind) => legacy[kind]);

/** What is offered to a device: the modern ones, then those it is allowed besides. */
export function offeredTo(allowed: readonly string[]): Record<Kind, string[]> {
  const of = (kind: Kind) => [...modern[kind], ...legacy[kind].filter((n) => allowed.includes(n))];
  return {
    kex: of("kex"),
    serverHostKey: of("serverHostKey"),
    cipher: of("cipher"),
    hmac: of("hmac"),
  };
}

/** The same as ssh2 takes it. Compression is never asked for: it can be made to explode. */
export function algorithmsFor(allowed: readonly string[]): Algorithms {
  return { ...offeredTo(allowed), compress: ["none"] } as Algorithms;
}

/** What a device offers, as it said before anything was encrypted. */
export type Offer = Record<Kind, readonly string[]>;

export interface Mismatch {
  kind: Kind;
  offers: readonly string[];
  /** The least weak one that would do; `null`: none that Holdfast knows. */
  proposal: string | null;
}

/** A message check comes with the cipher in these, so that none need be in common. */
const withOwnCheck = /gcm|poly1305/;

/**
 * Where a device and we have nothing in common, and the smallest set of algorithms that would help;
 * a message check is left out where the cipher makes it unneeded.
 */
export function mismatches(offer: Offer, allowed: readonly string[]): Mismatch[] {
  const ours = offeredTo(allowed);
  const cipher = ours.cipher.find((name) => offer.cipher.includes(name));
  const checksItself = cipher !== undefined && withOwnCheck.test(cipher);
  return kinds.flatMap((kind) => {
    if (kind === "hmac" && checksItself) return [];
    if (offer[kind].some((name) => ours[kind].includes(name))) return [];
    const proposal = legacy[kind].find((name) => offer[kind].includes(name)) ?? null;
    return [{ kind, offers: offer[kind], proposal }];
  });
}
