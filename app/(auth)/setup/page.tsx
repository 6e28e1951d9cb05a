import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { setupState } from "#lib/access";
import { webProcess } from "../../web-process.ts";
import { SetUpForm } from "./set-up-form.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  if (!(await setupState(webProcess().db)).needed) notFound();
  return <SetUpForm />;
}
