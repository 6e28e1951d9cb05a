import { z } from "zod";
import { CredentialInput, DeviceInput, DeviceLimits, Fingerprint } from "#lib/inventory/schema";
import { Name } from "#lib/plans/schema";
import { platformIds } from "#lib/platforms/schema";

/** What a file of `apply` may say of credentials and devices. */

const origin = "A secret is a text, or one of { env: NAME } and { file: PATH }.";

/** A secret, or where it is: a file that is kept in version control holds none itself. */
export const SecretText = z.union(
  [
    z.string(),
    z.strictObject({ env: z.string().min(1) }),
    z.strictObject({ file: z.string().min(1) }),
    z.null(),
  ],
  origin,
);
export type SecretText = z.infer<typeof SecretText>;

export const FileCredential = z.strictObject({
  name: Name,
  username: CredentialInput.shape.username.optional(),
  password: SecretText.optional(),
  enable: SecretText.optional(),
  privateKey: SecretText.optional(),
  passphrase: SecretText.optional(),
});
export type FileCredential = z.infer<typeof FileCredential>;

const { address, port, tags, site, notes, enabled, legacy } = DeviceInput.shape;

export const FileDevice = z.strictObject({
  name: Name,
  address: address.optional(),
  port: port.unwrap().optional(),
  platform: z
    .enum([...platformIds, "detect"], "A platform is one of the reference, or detect.")
    .optional(),
  /** The name of a credential of this file or of the installation. */
  credential: Name.optional(),
  hostKey: z
    .union(
      [z.literal("first-contact"), Fingerprint],
      "A host key is first-contact, or SHA256: and 43 characters.",
    )
    .optional(),
  tags: tags.unwrap().optional(),
  site: site.unwrap().optional(),
  notes: notes.unwrap().optional(),
  enabled: enabled.unwrap().optional(),
  legacy: legacy.unwrap().optional(),
  limits: z.strictObject(DeviceLimits.shape).optional(),
});
export type FileDevice = z.infer<typeof FileDevice>;
