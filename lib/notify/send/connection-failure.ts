import { type Failure, fail } from "#lib/failures";

/** Codes of certificates that are not trusted, in words. */
const certificateWords: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is signed by itself and unknown here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the authority that signed it is unknown here",
  UNABLE_TO_GET_ISSUER_CERT: "the authority that signed it is unknown here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the authority that signed it is unknown here",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  CERT_REVOKED: "it was revoked",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another name",
};

const connectionWords: Record<string, string> = {
  ECONNREFUSED: "nothing listens on that port",
  ECONNRESET: "the connection was closed",
  EPIPE: "the connection was closed",
  EHOSTUNREACH: "no route to it",
  ENETUNREACH: "no route to its network",
  EHOSTDOWN: "it does not answer on its network",
  ETIMEDOUT: "no answer on that port",
  EACCES: "this machine does not allow it",
  EPROTO: "it does not speak TLS on that port",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS on that port",
  HPE_INVALID_CONSTANT: "what it answered is no HTTP",
};

/** An error of a connection, in words. What a library says besides may hold anything, and is left out. */
export function connectionFailure(host: string, error: unknown): Failure {
  const code = codeOf(error);
  const certificate = certificateWords[code];
  if (certificate)
    return fail("channel-certificate", { host, detail: certificate }, { cause: error });
  const detail =
    connectionWords[code] ?? (code ? `the system says ${code}` : "the connection failed");
  return fail("channel-unreachable", { host, detail }, { cause: error });
}

/** The code of an error, also where several addresses were tried. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : "";
}

/** The same where a library kept the sentence of an error and not its code. */
export function certificateProblem(message: string): string | null {
  const found = certificateSentences.find(([sentence]) => sentence.test(message));
  return found ? (certificateWords[found[1]] ?? null) : null;
}

const certificateSentences: readonly [RegExp, string][] = [
  [/self[- ]signed certificate in certificate chain/i, "SELF_SIGNED_CERT_IN_CHAIN"],
  [/self[- ]signed certificate/i, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  [/unable to verify the first|unable to get (local )?issuer/i, "UNABLE_TO_GET_ISSUER_CERT"],
  [/certificate has expired/i, "CERT_HAS_EXPIRED"],
  [/certificate is not yet valid/i, "CERT_NOT_YET_VALID"],
  [/does not match certificate's altnames/i, "ERR_TLS_CERT_ALTNAME_INVALID"],
];
