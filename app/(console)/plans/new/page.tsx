import type { Metadata } from "next";
import { Page } from "#components/page";
import { readSetting } from "#lib/settings";
import { requireViewer } from "../../guard.ts";
import { plansNow } from "../../reads.tsx";
import { newDraft } from "../draft.ts";
import { readFormFacts } from "../form/form-facts.tsx";
import { PlanForm } from "../form/plan-form.tsx";
import { freeName } from "../schema.ts";

export const metadata: Metadata = { title: "New plan" };

export default async function NewPlanPage() {
  const ctx = await requireViewer();
  const taken = (await plansNow(ctx)).map((plan) => plan.name);
  const timeZone = await readSetting(ctx.db, "timeZone");
  const draft = newDraft({ name: freeName("My data", taken), timeZone });
  const facts = await readFormFacts(ctx, draft, null);
  return (
    <Page
      title="New plan"
      crumbs={[{ label: "Plans", href: "/plans" }]}
      sub="Choose a type. Everything below is already filled in; change only what you must."
    >
      <PlanForm plan={null} initial={draft} {...facts} />
    </Page>
  );
}
