import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { setupState } from "#lib/access";
import type { Context } from "#lib/context";
import { readSetting } from "#lib/settings";
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

/** How this browser wants to see things; kept in its cookies, so that the first paint is right. */
export interface View {
  /** The zone of the settings. */
  homeZone: string;
  /** The zone in which times are shown: that of the settings, or UTC where this browser chose so. */
  timeZone: string;
  /** Whether single keys do things. */
  singleKeys: boolean;
  /** Whether the first steps were put away. */
  stepsHidden: boolean;
}

export async function readView(ctx: Context): Promise<View> {
  const jar = await cookies();
  const homeZone = await readSetting(ctx.db, "timeZone");
  return {
    homeZone,
    timeZone: jar.get("holdfast-zone")?.value === "utc" ? "UTC" : homeZone,
    singleKeys: jar.get("holdfast-keys")?.value !== "off",
    stepsHidden: jar.get("holdfast-steps")?.value === "hidden",
  };
}
