import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { setupState } from "#lib/access";
import { webProcess } from "../../web-process.ts";
import { SetUpForm } from "./set-up-form.tsx";
import { SetUpSteps, stepCount } from "./set-up-steps.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  if (!(await setupState(webProcess().db)).needed) notFound();
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] md:grid-cols-[17rem_minmax(0,1fr)] md:grid-rows-1">
      <SetUpSteps />
      <main id="main" tabIndex={-1} className="flex justify-center px-4 py-6 md:px-8 md:py-10">
        <div className="w-full max-w-100 md:max-w-120">
          <p className="text-xs text-muted-foreground">Step 1 of {stepCount}</p>
          <h1 className="text-[1.5rem] leading-8 font-semibold tracking-[-0.022em] text-balance">
            Create the first administrator
          </h1>
          <p className="mt-1 mb-5 text-pretty text-muted-foreground">
            Holdfast is already backing up itself. This account decides what comes next.
          </p>
          <SetUpForm />
        </div>
      </main>
    </div>
  );
}
