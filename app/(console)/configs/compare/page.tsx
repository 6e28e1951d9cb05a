import { Columns2 } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Page } from "#components/page";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { SkeletonRows } from "#components/ui/skeleton";
import { readView, requireViewer } from "../../guard.ts";
import { ComparisonCard } from "./comparison-card.tsx";
import { PairState, pairAddress } from "./list-state.ts";
import { comparisonOf, type Pair, readPair } from "./reads.ts";
import { Sides } from "./sides.tsx";

export async function generateMetadata({
  searchParams,
}: PageProps<"/configs/compare">): Promise<Metadata> {
  const ctx = await requireViewer();
  const state = PairState.parse(await searchParams);
  const pair = await readPair(ctx, state.a, state.b);
  const [a, b] = [pair.a.version, pair.b.version];
  if (!a || !b) return { title: "Compare" };
  const found = await comparisonOf(ctx, a.id, b.id, state.volatile);
  if ("failure" in found) return { title: `Not compared – ${words(pair)}` };
  const { added, removed } = found.comparison;
  return { title: `${added} added, ${removed} removed – ${words(pair)}` };
}

export default async function ComparePage({ searchParams }: PageProps<"/configs/compare">) {
  const ctx = await requireViewer();
  const state = PairState.parse(await searchParams);
  const pair = await readPair(ctx, state.a, state.b);
  const { timeZone } = await readView(ctx);
  const [a, b] = [pair.a.version, pair.b.version];
  return (
    <Page
      title="Compare"
      crumbs={[{ label: "Configs", href: "/configs" }]}
      sub={a && b ? words(pair) : "Any two versions of any devices."}
    >
      <Sides pair={pair} state={state} timeZone={timeZone} now={ctx.clock.now()} />
      {a && b ? (
        <Suspense
          key={pairAddress({ ...state, a: a.id, b: b.id })}
          fallback={<SkeletonRows rows={12} label="The two are being compared" />}
        >
          <ComparisonCard ctx={ctx} a={a} b={b} volatile={state.volatile} />
        </Suspense>
      ) : (
        <Card aria-label="Comparison">
          <EmptyState icon={<Columns2 />} title={missingWords(pair)}>
            {pair.b.version ? "There is no version before this one." : null}
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}

function words({ a, b }: Pair): string {
  const [before, after] = [a.version?.number, b.version?.number];
  if (a.device?.id === b.device?.id) return `${b.device?.name}, version ${before} to ${after}`;
  return `${a.device?.name}, version ${before}, and ${b.device?.name}, version ${after}`;
}

function missingWords({ a, b, devices }: Pair): string {
  if (devices.length === 0) return "No configuration is kept yet";
  if (a.version || b.version) return "Choose what to compare it with";
  return "Choose two versions";
}
