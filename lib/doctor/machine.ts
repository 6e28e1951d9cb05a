import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "#lib/secrets";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What the doctor asks of the process it runs in, so that a test can stand for another one. */
export interface Machine {
  environment: Environment;
  nodeVersion: string;
  /** Bits that are taken from every new file; `null`: the platform has none. */
  umask: number | null;
  /** The user this process is; `null`: the platform has no numbers for them. */
  userId: number | null;
  temporaryFolder: string;
  /** Where Linux tells a process its limits. */
  limitsFile: string;
  /** The compiled part of ssh2. */
  sshBinding: string;
}

/** This process, on this machine. */
export function thisMachine(): Machine {
  return {
    environment: process.env,
    nodeVersion: process.versions.node,
    umask: process.platform === "win32" ? null : process.umask(),
    userId: process.getuid?.() ?? null,
    temporaryFolder: tmpdir(),
    limitsFile: "/proc/self/limits",
    sshBinding: path.join(
      root,
      ...["node_modules", "ssh2", "lib", "protocol", "crypto", "build", "Release"],
      "sshcrypto.node",
    ),
  };
}
