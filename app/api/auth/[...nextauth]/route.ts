import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { fail } from "#lib/failures";
import { checkOrigin } from "../../../guard.ts";
import { authOptions } from "../../../next-auth.ts";
import { requestFacts } from "../../../web-process.ts";
import { open } from "../../guard.ts";

/** What next-auth offers and the console needs; its other routes do not exist. */
const offered = {
  GET: ["csrf", "providers", "session", "signin", "error"],
  POST: ["callback/credentials", "signin/credentials", "signout"],
};

type Params = { nextauth: string[] };

const answer = (method: keyof typeof offered) =>
  open<Params>(async (request, { params }) => {
    const { nextauth } = await params;
    const name = nextauth.join("/");
    if (!offered[method].includes(name)) throw fail("not-found", { what: "route", name });
    if (method === "POST") await checkOrigin();
    const facts = await requestFacts();
    return NextAuth(request as NextRequest, { params }, authOptions(facts));
  });

export const GET = answer("GET");
export const POST = answer("POST");
