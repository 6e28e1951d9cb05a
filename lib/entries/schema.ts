import { z } from "zod";

/**
 * What people call a plan, a source, a device: 1 to 64 printable characters, no slash or backslash, no
 * leading dot, because it becomes a part of a path in the archive.
 */
export const Name = z
  .string("A name is needed.")
  .trim()
  .transform((name) => name.normalize("NFC")) // one spelling of é, however it was typed
  .pipe(
    z
      .string()
      .min(1, "A name is needed.")
      .max(64, "A name has 64 characters at most.")
      .regex(/^[^/\\\p{C}]*$/u, "A name has printable characters only, no / and no \\.")
      .regex(/^[^.]/, "A name does not begin with a dot."),
  );
