// @ts-check
import { plainPolicy, setSecurityHeaders } from "./headers.mjs";

/** @typedef {import("#lib/failures").Failure} Failure */

/**
 * Answers with a failure before or instead of Next: as a page to people, as JSON to programs, as a
 * plain sentence to a page's action, which shows it.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 * @param {{ failure: Failure, id: string, nonce: string, secure: boolean, title: string,
 *   headers?: Record<string, string>, body?: Record<string, unknown> }} refusal
 */
export function refuse(req, res, refusal) {
  const { failure, id, nonce, secure, headers, body } = refusal;
  setSecurityHeaders(res, { policy: plainPolicy(nonce), secure, id });
  res.setHeader("Cache-Control", "no-store");
  for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, value);
  res.statusCode = failure.http;
  const { type, text } = formOf(req, refusal, body);
  res.setHeader("Content-Type", `${type}; charset=utf-8`);
  res.setHeader("Content-Length", Buffer.byteLength(text));
  res.end(req.method === "HEAD" ? undefined : text);
}

/**
 * @param {import("node:http").IncomingMessage} req
 * @param {{ failure: Failure, nonce: string, title: string }} refusal
 * @param {Record<string, unknown>} [extra]
 */
function formOf(req, refusal, extra) {
  const { failure } = refusal;
  if (req.headers["next-action"]) {
    return { type: "text/plain", text: `${failure.message} ${failure.next}` };
  }
  if (/\btext\/html\b/.test(req.headers.accept ?? "")) {
    return { type: "text/html", text: page(refusal) };
  }
  return {
    type: "application/json",
    text: `${JSON.stringify({ ...extra, error: failure.report() })}\n`,
  };
}

/** @param {{ failure: Failure, nonce: string, title: string }} refusal */
function page({ failure, nonce, title }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} – Holdfast</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<p class="brand">Holdfast</p>
<h1>${escaped(title)}</h1>
<p>${escaped(failure.message)}</p>
<p class="next">${escaped(failure.next)}</p>
</main>
</body>
</html>
`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root{--ground:oklch(.982 .003 220);--card:oklch(1 0 0);--ink:oklch(.215 .016 235);--quiet:oklch(.485 .018 230);--line:oklch(.912 .006 220);--mark:oklch(.605 .21 27)}
@media (prefers-color-scheme:dark){:root{--ground:oklch(.168 .008 225);--card:oklch(.198 .009 225);--ink:oklch(.945 .005 220);--quiet:oklch(.715 .014 220);--line:oklch(.292 .011 225);--mark:oklch(.65 .19 25)}}
*{box-sizing:border-box;margin:0}
body{min-height:100vh;display:grid;place-items:center;padding:16px;background:var(--ground);color:var(--ink);font:14px/20px system-ui,sans-serif}
main{width:100%;max-width:448px;padding:24px;background:var(--card);border:1px solid var(--line);border-radius:9px;overflow-wrap:anywhere}
.brand{font-weight:600;color:var(--quiet)}
h1{margin:12px 0 8px;padding-left:12px;border-left:3px solid var(--mark);font-size:20px;line-height:28px;font-weight:600;letter-spacing:-.015em}
.next{margin-top:12px;color:var(--quiet)}
`.replaceAll("\n", "");
