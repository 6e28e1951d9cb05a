import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import {
  cookieNames,
  endSession,
  findSession,
  sessionLifeMs,
  signIn,
  tokenSecret,
  visitorActor,
} from "#lib/access";
import { asFailure, type Failure, fail } from "#lib/failures";
import { deriveKey } from "#lib/secrets";
import { type RequestFacts, requestFacts, webProcess } from "./web-process.ts";

/**
 * Signing in and out by next-auth. Its token carries the secret of one row of our sessions table
 * and nothing else; whoever shows it is looked up there for every request.
 */

const secondsOf = (ms: number) => Math.floor(ms / 1_000);
/** A browser is remembered as one in which a user signed in for this long. */
const knownSeconds = 400 * 86_400;

/**
 * Lax, not Strict: a link to the console in a mail or chat then opens signed in. Nothing is changed
 * by reading, and whatever writes proves by its Origin that it comes from a page of ours.
 */
function cookieOptions(origin: string) {
  return {
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
    secure: origin.startsWith("https:"),
  };
}

/**
 * The options for one request: names of cookies depend on the origin it came under.
 *
 * @param refused told why a sign-in was refused; next-auth itself passes on no more than a word
 */
export function authOptions(
  facts: RequestFacts,
  refused: (failure: Failure) => void = () => {},
): NextAuthOptions {
  const { log } = webProcess();
  const names = cookieNames(facts.origin);
  const options = cookieOptions(facts.origin);
  return {
    secret: tokenSecret(webProcess().key),
    session: { strategy: "jwt", maxAge: secondsOf(sessionLifeMs) },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    useSecureCookies: options.secure,
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    providers: [
      Credentials({
        name: "User name and password",
        credentials: { name: { label: "User name" }, password: { type: "password" } },
        authorize: (typed) => authorise(facts, typed, refused),
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => new URL(ownPath(url), baseUrl).href,
      jwt: async ({ token, user }) => {
        if (user && "secret" in user) return { secret: user.secret };
        if (!(await sessionOfToken(token))) throw new Error("the session has ended");
        return token;
      },
      session: async ({ session, token }) => {
        const signedIn = await sessionOfToken(token);
        return { ...session, user: { name: signedIn?.actor.name ?? null } };
      },
    },
    events: { signOut: ({ token }) => endSessionOfToken(facts, token) },
    logger: {
      error: (code) => log.warn("next-auth", { code, id: facts.id }),
      warn: () => {},
      debug: () => {},
    },
  };
}

async function authorise(
  facts: RequestFacts,
  typed: Record<string, string> | undefined,
  refused: (failure: Failure) => void,
) {
  const { db, clock, log } = webProcess();
  const ctx = { actor: visitorActor(facts.address), db, clock, log };
  const name = String(typed?.name ?? "");
  const password = String(typed?.password ?? "");
  const { address, browser } = facts;
  try {
    const known = await knownMark(facts, name);
    const replaces = await sessionSecret(facts.origin);
    const request = { name, password, address, browser, known, replaces };
    const { secret, userId } = await signIn(ctx, request);
    return { id: userId, secret };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.causeName === "unexpected") {
      log.error("sign-in failed", { id: facts.id, error: failure });
    }
    refused(failure);
    throw new Error(failure.causeName);
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** Secret of a row of our sessions table. */
    secret?: unknown;
  }
}

/** The session secret that a request's cookie carries, whether it still opens anything or not. */
export async function sessionSecret(origin: string): Promise<string | null> {
  const jar = await cookies();
  // A proxy that changes Host hides the origin of a page, not the name its cookie was given.
  const token = [origin, ...webProcess().origins()]
    .map((each) => jar.get(cookieNames(each).session)?.value)
    .find((each) => each !== undefined);
  if (!token) return null;
  const decoded = await decode({ token, secret: tokenSecret(webProcess().key) }).catch(() => null);
  return typeof decoded?.secret === "string" ? decoded.secret : null;
}

/**
 * Signs in within an action, the way next-auth's own form does; sets the cookies of the answer.
 *
 * @throws Failure of `signIn` in `#lib/access`
 */
export async function signInByNextAuth(typed: { name: string; password: string }): Promise<void> {
  const facts = await requestFacts();
  let failure: Failure | null = null;
  const options = authOptions(facts, (refusal) => {
    failure = refusal;
  });
  await askNextAuth(facts, options, ["callback", "credentials"], typed);
  if (failure) throw failure;
  const jar = await cookies();
  if (!jar.get(cookieNames(facts.origin).session)?.value) {
    throw fail("unexpected", { detail: `sign-in gave no session, request ${facts.id}` });
  }
  const mark = newKnownMark(typed.name);
  const cookie = { ...cookieOptions(facts.origin), maxAge: knownSeconds };
  jar.set(cookieNames(facts.origin).known, mark, cookie);
}

/** Signs out within an action: the session ends in our table, and its cookie goes. */
export async function signOutByNextAuth(): Promise<void> {
  const facts = await requestFacts();
  await askNextAuth(facts, authOptions(facts), ["signout"], {});
}

/** Hands next-auth the request its own form would send, and the answer's cookies to the browser. */
async function askNextAuth(
  facts: RequestFacts,
  options: NextAuthOptions,
  nextauth: string[],
  fields: Record<string, string>,
): Promise<void> {
  const jar = await cookies();
  const csrfToken = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${csrfToken}${options.secret}`).digest("hex");
  const names = cookieNames(facts.origin);
  jar.set(names.csrf, `${csrfToken}|${hash}`, cookieOptions(facts.origin));
  const request = new NextRequest(new URL(`/api/auth/${nextauth.join("/")}`, facts.origin), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fields, csrfToken, callbackUrl: "/", json: "true" }),
  });
  const answer: Response = await NextAuth(
    request,
    { params: Promise.resolve({ nextauth }) },
    options,
  );
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) {
    jar.set(cookie);
  }
}

/**
 * A path of ours out of whatever an address names as the way back: another site, a script and a
 * path that browsers read as another site become the dashboard.
 */
export function ownPath(address: string | null | undefined): string {
  const base = "http://holdfast.invalid";
  if (!address || !URL.canParse(address, base)) return "/";
  const { origin, pathname, search } = new URL(address, base);
  if (!address.startsWith("/") || origin !== base || pathname.startsWith("//")) return "/";
  return `${pathname}${search}`;
}

async function sessionOfToken(token: JWT) {
  const { db, clock } = webProcess();
  return typeof token.secret === "string" ? findSession(db, clock, token.secret) : null;
}

async function endSessionOfToken(facts: RequestFacts, token: JWT | null) {
  const { db, clock, log } = webProcess();
  if (typeof token?.secret !== "string") return;
  const signedIn = await findSession(db, clock, token.secret, facts.address);
  if (!signedIn) return;
  await endSession({ actor: signedIn.actor, db, clock, log }, { id: signedIn.session.id });
}

/** `mark.signature`, where the signature binds the mark to one user name. */
function newKnownMark(name: string): string {
  const mark = randomBytes(12).toString("base64url");
  return `${mark}.${signatureOf(mark, name).toString("base64url")}`;
}

/** The mark of this browser if this user signed in here before; `null` otherwise. */
async function knownMark(facts: RequestFacts, name: string): Promise<string | null> {
  const value = (await cookies()).get(cookieNames(facts.origin).known)?.value ?? "";
  const [mark = "", signature = ""] = value.split(".");
  const given = Buffer.from(signature, "base64url");
  const right = signatureOf(mark, name);
  return given.length === right.length && timingSafeEqual(given, right) ? mark : null;
}

function signatureOf(mark: string, name: string): Buffer {
  const key = deriveKey(webProcess().key, "known browsers");
  const plain = name.trim().normalize("NFC").toLowerCase();
  return createHmac("sha256", key).update(`${mark}\n${plain}`).digest();
}
