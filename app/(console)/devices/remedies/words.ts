import type { CaptureFailure } from "#lib/versions/schema";

/** What mends the cause of an attempt that failed earlier. */
export type Mend =
  /** By one press. */
  | { kind: "allow"; algorithms: string[]; what: string }
  | { kind: "longer"; limit: "silentSeconds" | "commandSeconds"; seconds: number }
  /** A person has to look or decide first: on the device's page, at its form, or elsewhere. */
  | { kind: "place"; words: string; at: "device" | "connection" | "edit" | "credential" };

/** What a device that is slow is given instead of the usual limit. */
const silentSeconds = 120;
const commandSeconds = 900;

/** The way out of a failure as it is stored; one that is not known by name is tested. */
export function mendOf({ cause, algorithms = [] }: CaptureFailure): Mend {
  if (cause === "kex" && algorithms.length > 0) return allow(algorithms);
  if (cause === "device-silent") {
    return { kind: "longer", limit: "silentSeconds", seconds: silentSeconds };
  }
  if (cause === "device-slow") {
    return { kind: "longer", limit: "commandSeconds", seconds: commandSeconds };
  }
  return { kind: "place", ...(places[cause] ?? test) };
}

export function allow(algorithms: string[]): Mend {
  const [only = "", ...more] = algorithms;
  const what = more.length === 0 ? only : `${algorithms.length} old algorithms`;
  return { kind: "allow", algorithms, what };
}

type Place = Omit<Extract<Mend, { kind: "place" }>, "kind">;

const test: Place = { words: "Test the connection", at: "connection" };
const credential: Place = { words: "Correct the credential", at: "credential" };
const address: Place = { words: "Change the address", at: "edit" };

const places: Partial<Record<CaptureFailure["cause"], Place>> = {
  "host-key": { words: "Compare the keys", at: "device" },
  auth: credential,
  "auth-method": credential,
  "credential-paused": credential,
  "no-privilege": credential,
  dns: address,
  "target-refused": address,
  "not-ssh": { words: "Change the port", at: "edit" },
};

/** Where a place is, of one device; `run` is the number of the run that one comes from and goes back to. */
export function placeAddress(at: Place["at"], deviceId: string, run?: number): string {
  if (at === "edit") return `/devices/${deviceId}/edit`;
  if (at === "device") return `/devices/${deviceId}`;
  if (at === "connection") return `/devices/${deviceId}#connection`;
  const back = run === undefined ? "" : `&run=${run}`;
  return `/credentials?device=${deviceId}${back}`;
}
