import { hostname } from "node:os";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PlainPage } from "#components/plain-page";
import { ThemeLink } from "#components/theme-link";
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
  return (
    <PlainPage
      title="Sign in to Holdfast"
      sub={hostname()}
      footer={
        <>
          <span>Nothing leaves this machine</span>
          <ThemeLink />
        </>
      }
    >
      <SignInForm back={path} notice={notice} />
      <p className="text-center text-xs text-pretty text-muted-foreground">
        Locked out? Another administrator can set a new password, or add one on this machine with{" "}
        <code className="rounded-sm bg-secondary px-1.5 py-0.5 whitespace-nowrap">
          npx holdfast user add
        </code>
      </p>
    </PlainPage>
  );
}
