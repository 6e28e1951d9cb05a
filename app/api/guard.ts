import { unstable_rethrow } from "next/navigation";
import { asFailure, type Failure, fail } from "#lib/failures";
import { checkOrigin, type Viewer, viewer } from "../guard.ts";
import { requestFacts, webProcess } from "../web-process.ts";

type Handler<P> = (request: Request, context: { params: Promise<P> }) => Promise<Response>;

/**
 * Makes a route handler that only answers those who are signed in; what writes must come from a
 * page of ours. A failure is answered as `{ error: { cause, sentence, next } }` with its status.
 */
export function signedIn<P>(
  run: (viewer: Viewer, request: Request, params: P) => Promise<Response>,
): Handler<P> {
  return open(async (request, context) => {
    if (request.method !== "GET" && request.method !== "HEAD") await checkOrigin();
    const found = await viewer();
    if (!found) throw fail("signed-out", {});
    return run(found, request, await context.params);
  });
}

/** Makes a route handler that answers everybody; failures are answered in the same form. */
export function open<P>(run: Handler<P>): Handler<P> {
  return async (request, context) => {
    try {
      return await run(request, context);
    } catch (error) {
      unstable_rethrow(error);
      return refusal(await known(error), request.method);
    }
  };
}

function refusal(failure: Failure, method: string): Response {
  const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
  if (failure.retry && failure.http >= 429) headers.set("retry-after", "5");
  const body = `${JSON.stringify({ error: failure.report() })}\n`;
  return new Response(method === "HEAD" ? null : body, { status: failure.http, headers });
}

async function known(error: unknown): Promise<Failure> {
  const failure = asFailure(error);
  if (failure.causeName !== "unexpected") return failure;
  const { id } = await requestFacts();
  webProcess().log.error("route failed", { request: id, error: failure });
  return fail("unexpected", { detail: `request ${id}` });
}
