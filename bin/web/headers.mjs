// @ts-check

/**
 * Headers of requests that Next or a proxy in front gives a meaning to, and that no client may set.
 * What the console itself says to its pages begins with `x-holdfast-`.
 */
const privateRequestHeaders =
  /^(x-holdfast-|x-forwarded-|x-middleware-|x-invoke-|x-prerender-|x-now-|x-vercel-|x-rewrite-)|^(forwarded|x-real-ip|x-matched-path|x-original-url|x-nonce|x-request-id|next-resume|content-security-policy|content-security-policy-report-only)$/;

/**
 * Takes away every header that only this process and Next may write.
 *
 * @param {import("node:http").IncomingHttpHeaders} headers
 */
export function stripPrivateHeaders(headers) {
  for (const name of Object.keys(headers)) {
    if (privateRequestHeaders.test(name)) delete headers[name];
  }
}

/**
 * The content policy of pages. Scripts need this request's nonce, which Next reads from the same
 * header on the request; styles may be inline, as components place and size themselves.
 *
 * @param {{ nonce: string, secure: boolean, dev: boolean }} page
 */
export function contentPolicy({ nonce, secure, dev }) {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The policy of everything that is not a page of Next: nothing loads, and one style has a nonce. */
export const plainPolicy = (/** @type {string} */ nonce) =>
  `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * Headers of every answer.
 *
 * @param {import("node:http").ServerResponse} res
 * @param {{ policy: string, secure: boolean, id: string }} answer `secure`: reached over https
 */
export function setSecurityHeaders(res, { policy, secure, id }) {
  res.setHeader("Content-Security-Policy", policy);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("X-Frame-Options", "DENY");
  res.setHeader("Referrer-Policy", "no-referrer");
  res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  res.setHeader("Origin-Agent-Cluster", "?1");
  res.setHeader(
    "Permissions-Policy",
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()",
  );
  res.setHeader("X-Request-Id", id);
  if (secure) res.setHeader("Strict-Transport-Security", "max-age=31536000");
}

/**
 * Finishes an answer's headers when they are sent, as Next writes them itself: what is not a static
 * file is not stored unless it says otherwise, and a route's private length becomes the
 * `Content-Length` that Next drops.
 *
 * @param {import("node:http").ServerResponse} res
 * @param {{ isStatic: boolean }} request
 */
export function finishHeadersOf(res, { isStatic }) {
  const writeHead = res.writeHead;
  res.writeHead = /** @type {typeof res.writeHead} */ (
    function finished(/** @type {unknown[]} */ ...rest) {
      const length = res.getHeader("x-holdfast-length");
      if (length !== undefined) {
        res.removeHeader("x-holdfast-length");
        res.removeHeader("transfer-encoding");
        res.setHeader("Content-Length", String(length));
      }
      res.removeHeader("x-powered-by");
      if (!isStatic && !res.hasHeader("cache-control")) res.setHeader("Cache-Control", "no-store");
      return Reflect.apply(writeHead, res, rest);
    }
  );
}
