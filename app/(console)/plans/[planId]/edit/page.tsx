import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Page } from "#components/page";
import { requireViewer } from "../../../guard.ts";
import { draftOf } from "../../draft.ts";
import { readFormFacts } from "../../form/form-facts.tsx";
import { PlanForm } from "../../form/plan-form.tsx";
import { planOf } from "../plan-of.tsx";

export async function generateMetadata({
  params,
}: PageProps<"/plans/[planId]/edit">): Promise<Metadata> {
  const plan = await planOf(await requireViewer(), (await params).planId);
  return { title: plan ? `Edit – ${plan.name}` : "Not found" };
}

export default async function EditPlanPage({ params }: PageProps<"/plans/[planId]/edit">) {
  const ctx = await requireViewer();
  const plan = await planOf(ctx, (await params).planId);
  if (!plan) notFound();
  if (plan.deletedAt) redirect(`/plans/${plan.id}`);
  const { id, name, updatedAt, builtIn } = plan;
  const draft = draftOf(plan);
  const facts = await readFormFacts(ctx, draft, id);
  return (
    <Page
      title={`Edit ${name}`}
      shortTitle="Edit"
      crumbs={[
        { label: "Plans", href: "/plans" },
        { label: name, href: `/plans/${id}` },
      ]}
    >
      <PlanForm plan={{ id, name, updatedAt, builtIn }} initial={draft} {...facts} />
    </Page>
  );
}
