/** Which bytes of a file to send; both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header as RFC 9110 says.
 *
 * @returns `null`: send the whole, as there is no range, more than one, or one that makes no sense;
 *   `"outside"`: the file ends before it
 */
export function readRange(header: string | null, size: number): ByteRange | null | "outside" {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "outside" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return null;
  if (start >= size) return "outside";
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}

/**
 * What the conditions of a request say about a file: send it, or answer 304 or 412 instead.
 * Dates are compared in whole seconds, as headers have no more.
 */
export function checkConditions(
  headers: Headers,
  { etag, modified }: { etag: string; modified: Date },
): 200 | 304 | 412 {
  const seconds = Math.floor(modified.getTime() / 1_000);
  const match = headers.get("if-match");
  if (match !== null) {
    if (!names(match, etag)) return 412;
  } else if (secondsOf(headers.get("if-unmodified-since")) < seconds) return 412;
  const noneMatch = headers.get("if-none-match");
  if (noneMatch !== null) return names(noneMatch.replaceAll("W/", ""), etag) ? 304 : 200;
  const since = secondsOf(headers.get("if-modified-since"));
  return Number.isFinite(since) && since >= seconds ? 304 : 200;
}

/** Whether a part may be sent: the browser has the rest of this very file, or did not ask. */
export function isSameFile(
  ifRange: string | null,
  { etag, modified }: { etag: string; modified: Date },
): boolean {
  if (ifRange === null) return true;
  if (ifRange.includes('"')) return ifRange.trim() === etag;
  return secondsOf(ifRange) === Math.floor(modified.getTime() / 1_000);
}

function names(list: string, etag: string): boolean {
  return list.trim() === "*" || list.split(",").some((each) => each.trim() === etag);
}

/** Infinite where there is no date, so that no comparison with it holds. */
function secondsOf(date: string | null): number {
  const ms = Date.parse(date ?? "");
  return Number.isNaN(ms) ? Number.POSITIVE_INFINITY : Math.floor(ms / 1_000);
}
