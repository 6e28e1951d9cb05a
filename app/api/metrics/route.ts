import { metricsReader } from "#lib/access";
import { collectMetrics, renderMetrics } from "#lib/metrics";
import { webProcess } from "../../web-process.ts";
import { open } from "../guard.ts";

/** For a Prometheus, with the token that is made in settings: how things stand, in numbers. */
export const GET = open(async (request) => {
  const { db, clock, log } = webProcess();
  const actor = await metricsReader(db, request.headers.get("authorization"));
  const measured = await collectMetrics({ actor, db, clock, log });
  const { type, text } = await renderMetrics(measured, request.headers.get("accept") ?? "");
  return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
});
