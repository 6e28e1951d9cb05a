import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { setupState, whyEnded } from "#lib/access";
import { viewer } from "../../guard.ts";
import { ownPath, sessionSecret } from "../../next-auth.ts";
import { requestFacts, webProcess } from "../../web-process.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { db, clock } = webProcess();
  if ((await setupState(db)).needed) redirect("/setup");
  const { back } = await searchParams;
  const path = ownPath(Array.isArray(back) ? back[0] : back);
  if (await viewer()) redirect(path);
  const secret = await sessionSecret((await requestFacts()).origin);
  const notice = secret ? await whyEnded(db, clock, secret) : null;
  return <SignInForm back={path} notice={notice} />;
}
