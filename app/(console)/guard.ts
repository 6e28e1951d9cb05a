import { redirect } from "next/navigation";
import { setupState } from "#lib/access";
import type { Context } from "#lib/context";
import { type Viewer, viewer } from "../guard.ts";
import { ownPath } from "../next-auth.ts";
import { requestFacts, webProcess } from "../web-process.ts";

/**
 * The first line of every page: who looks at it. Strangers are sent to sign in, and back here
 * afterwards; while there is no user at all, to setup.
 */
export async function requireViewer(): Promise<Context> {
  return (await requireSession()).ctx;
}

/** As `requireViewer`, with the session itself: for what a person does to their own sessions. */
export async function requireSession(): Promise<Viewer> {
  const found = await viewer();
  if (found) return found;
  if ((await setupState(webProcess().db)).needed) redirect("/setup");
  const { path } = await requestFacts();
  const url = new URL(ownPath(path), "http://holdfast.invalid");
  url.searchParams.delete("_rsc"); // added by Next where a page is fetched in parts
  const back = `${url.pathname}${url.search}`;
  redirect(back === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(back)}`);
}
