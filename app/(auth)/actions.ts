"use server";

import { redirect } from "next/navigation";
import { parseInput, setUp, visitorActor } from "#lib/access";
import { SetUp, SignIn } from "#lib/access/schema";
import { isFailure } from "#lib/failures";
import { type ActionResult, answer } from "../(console)/action.ts";
import { checkOrigin } from "../guard.ts";
import { ownPath, signInByNextAuth, signOutByNextAuth } from "../next-auth.ts";
import { requestFacts, webProcess } from "../web-process.ts";

/** What the forms of setup and sign-in show when they were refused. */
export type Refused = Extract<ActionResult<never>, { ok: false }> & {
  /** Seconds until the next try, while a pause goes on. */
  retryAfterSeconds?: number;
};

/**
 * Signs in with the fields `name` and `password`, then goes to the path in `back`. For
 * `useActionState`, and for a form without scripts.
 */
export async function signInAction(_before: Refused | null, form: FormData): Promise<Refused> {
  const refused = await attempt(async () => {
    await signInByNextAuth(parseInput(SignIn, Object.fromEntries(form)));
  });
  return refused ?? redirect(ownPath(String(form.get("back") ?? "/")));
}

/** Creates the first user with the fields `token`, `name`, `password`, and signs them in. */
export async function setUpAction(_before: Refused | null, form: FormData): Promise<Refused> {
  const refused = await attempt(async () => {
    const { db, clock, log } = webProcess();
    const { address } = await requestFacts();
    const input = parseInput(SetUp, Object.fromEntries(form));
    await setUp({ actor: visitorActor(address), db, clock, log }, input);
    await signInByNextAuth(input);
  });
  return refused ?? redirect("/");
}

/** Ends this browser's session. */
export async function signOutAction(): Promise<void> {
  await attempt(signOutByNextAuth);
  redirect("/sign-in");
}

async function attempt(run: () => Promise<void>): Promise<Refused | null> {
  let retryAfterSeconds: number | undefined;
  const result = await answer(async () => {
    await checkOrigin();
    await run().catch((error: unknown) => {
      if (isFailure(error, "locked-out")) {
        retryAfterSeconds = (error.facts as { retryAfterSeconds: number }).retryAfterSeconds;
      }
      throw error;
    });
  });
  if (result.ok) return null;
  return retryAfterSeconds === undefined ? result : { ...result, retryAfterSeconds };
}
