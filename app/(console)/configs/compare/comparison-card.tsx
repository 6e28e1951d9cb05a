import { ShieldCheck } from "lucide-react";
import { CoarseNote, DiffSummary } from "#components/compare/diff-summary";
import { formatCount, plural } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Card, CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import type { Comparison, ConfigVersion } from "#lib/versions/schema";
import { ConfigDiff } from "./config-diff.tsx";
import type { PairState } from "./list-state.ts";
import { comparisonOf } from "./reads.ts";

interface ComparisonCardProps {
  ctx: Context;
  a: ConfigVersion;
  b: ConfigVersion;
  volatile: PairState["volatile"];
}

/** What differs, and what was left out of it. */
export async function ComparisonCard({ ctx, a, b, volatile }: ComparisonCardProps) {
  const found = await comparisonOf(ctx, a.id, b.id, volatile);
  if ("failure" in found) return <Problem failure={found.failure} />;
  const { comparison } = found;
  const isSame = comparison.added + comparison.removed === 0;
  return (
    <Card aria-label="Comparison">
      <h2 className="sr-only">What differs</h2>
      <CoarseNote comparison={comparison} />
      <ConfigDiff
        key={`${a.id} ${b.id} ${volatile ?? ""}`}
        comparison={comparison}
        pair={{ a: a.id, b: b.id, withVolatile: volatile === "1" }}
        summary={<DiffSummary comparison={comparison} />}
        empty={isSame ? <Same isByte={a.sha256 === b.sha256} /> : null}
      />
      <CardFooter>
        <ShieldCheck aria-hidden="true" className="size-4" />
        <span>{secretWords(comparison)}</span>
        <span className="ml-auto">{volatileWords(comparison, volatile)}</span>
      </CardFooter>
    </Card>
  );
}

function Same({ isByte }: { isByte: boolean }) {
  return (
    <EmptyState title={isByte ? "Both texts are the same" : "Nothing that counts differs"}>
      {isByte
        ? "Byte for byte."
        : "The texts differ in volatile lines or white space alone: nobody changed anything."}
    </EmptyState>
  );
}

function secretWords({ redacted: { a, b }, secretsChanged }: Comparison): string {
  if (a + b === 0) return "No secret was found in either text.";
  if (secretsChanged === 0) return "Secrets are taken out on both sides.";
  return `Secrets are taken out on both sides. In ${plural(secretsChanged, "line")} only the secret changed.`;
}

function volatileWords({ volatile: { a, b } }: Comparison, shown: PairState["volatile"]): string {
  if (a + b === 0) return "No volatile lines.";
  const counts = `${formatCount(a)} before, ${formatCount(b)} after`;
  return `Volatile lines ${shown ? "shown" : "hidden"}: ${counts}.`;
}
