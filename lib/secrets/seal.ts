import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { fail } from "#lib/failures";
import { deriveKey, type InstallationKey } from "./key.ts";

/** The row and column a sealed value belongs to: moved elsewhere, it does not open. */
export interface SealedPlace {
  table: string;
  row: string;
  column: string;
}

const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16; // given on opening too: Node accepts shorter tags otherwise
const version = "v1";

/** Seals a secret for one row: AES-256-GCM under a key of its own, as `v1.salt.nonce.text.tag`. */
export function seal(key: InstallationKey, place: SealedPlace, secret: string): string {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", rowKey(key, salt), nonce, {
    authTagLength: tagBytes,
  });
  cipher.setAAD(bound(place));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  const parts = [salt, nonce, text, cipher.getAuthTag()];
  return [version, ...parts.map((part) => part.toString("base64url"))].join(".");
}

/**
 * Opens a sealed secret.
 *
 * @throws Failure `unseal-failed` when it was altered, cut, or belongs to another row or key
 */
export function unseal(key: InstallationKey, place: SealedPlace, sealed: string): string {
  const [found, ...parts] = sealed.split(".");
  const [salt, nonce, text, tag] = parts.map((part) => Buffer.from(part, "base64url"));
  try {
    if (found !== version || !salt || !nonce || !text || !tag)
      throw new Error("not a sealed value");
    const decipher = createDecipheriv("aes-256-gcm", rowKey(key, salt), nonce, {
      authTagLength: tagBytes,
    });
    decipher.setAAD(bound(place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch (error) {
    throw fail("unseal-failed", { what: `${place.table} ${place.column}` }, { cause: error });
  }
}

/** A fresh key for each value, so that no limit on nonces is ever near. */
function rowKey(key: InstallationKey, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", deriveKey(key, "seal"), salt, "row", 32));
}

function bound(place: SealedPlace): Buffer {
  return Buffer.from([version, place.table, place.row, place.column].join("|"));
}
