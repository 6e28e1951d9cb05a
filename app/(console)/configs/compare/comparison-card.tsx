import { ShieldCheck } from "lucide-react";
import { formatCount, plural } from "#components/format";
import { Alert, Problem } from "#components/ui/alert";
import { Card, CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import type { Comparison, ConfigVersion } from "#lib/versions/schema";
import { DiffView } from "./diff-view.tsx";
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
      {comparison.coarse ? (
        <Alert tone="warning" className="m-3" title="Compared in a coarser way">
          So much differs that the shortest way between the two was not sought. Every line is shown
          rightly; some that are the same may stand as removed and added.
        </Alert>
      ) : null}
      <DiffView
        key={`${a.id} ${b.id} ${volatile ?? ""}`}
        comparison={comparison}
        pair={{ a: a.id, b: b.id, withVolatile: volatile === "1" }}
        summary={<Summary comparison={comparison} />}
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

function Summary({ comparison: { added, removed, sections } }: { comparison: Comparison }) {
  const share = added + removed === 0 ? 0 : Math.round((5 * added) / (added + removed));
  const blocks = Array.from({ length: 5 }, (_, at) => ({ at, isAdded: at < share }));
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-strong tabular-nums text-diff-add-foreground">
        <span className="sr-only">Added: </span>+{formatCount(added)}
      </span>
      <span className="font-strong tabular-nums text-diff-del-foreground">
        <span className="sr-only">Removed: </span>−{formatCount(removed)}
      </span>
      {added + removed > 0 ? (
        <span aria-hidden="true" className="flex gap-px">
          {blocks.map(({ at, isAdded }) => (
            <i
              key={at}
              className={isAdded ? "h-2.5 w-1.5 bg-success-mark" : "h-2.5 w-1.5 bg-failure-mark"}
            />
          ))}
        </span>
      ) : null}
      <span className="text-muted-foreground">
        {added + removed === 0 ? "Nothing differs." : `In ${plural(sections, "section")}.`}
      </span>
    </p>
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
