import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Card, CardBody, Row, Rows } from "#components/ui/card";
import type { BinState } from "#lib/runs/schema";
import { EmptyBin } from "./empty-bin.tsx";

/** As many plans are told one by one. */
const plansShown = 5;

/**
 * What was let go and can be taken back, and what its leaving would free.
 *
 * @param buys how much longer the disk lasts then; `null`: not known
 */
export function BinCard({ bin, buys }: { bin: BinState; buys: string | null }) {
  const frees = bin.freesBytes === null ? "counting …" : formatBytes(bin.freesBytes);
  const plans = bin.byPlan
    .toSorted((a, b) => (b.freesBytes ?? 0) - (a.freesBytes ?? 0))
    .slice(0, plansShown);
  return (
    <Card
      title="The bin would free"
      aside={
        <Link href="/archives?view=bin" className="link">
          {plural(bin.archives, "archive")}
        </Link>
      }
    >
      <CardBody>
        <p className="text-2xl font-semibold tabular-nums">
          {bin.archives === 0 ? "Nothing" : frees}
          {buys ? (
            <span className="ml-2 text-base font-normal text-muted-foreground">or {buys}</span>
          ) : null}
        </p>
        <p className="mt-1 text-muted-foreground">{sentenceOf(bin)}</p>
      </CardBody>
      {plans.length > 0 ? (
        <Rows>
          {plans.map(({ plan, archives, freesBytes }) => (
            <Row key={plan.id} className="flex items-baseline gap-2">
              <Link href={`/archives?view=bin&plan=${plan.id}`} className="link min-w-0 truncate">
                {plan.name}
              </Link>
              <span className="flex-1 text-xs text-muted-foreground tabular-nums">
                {formatCount(archives)}
              </span>
              <span className="font-strong tabular-nums">
                {freesBytes === null ? "–" : formatBytes(freesBytes)}
              </span>
            </Row>
          ))}
        </Rows>
      ) : null}
      {bin.archives > 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2.5">
          <p className="text-xs text-muted-foreground">
            {bin.nextLeavesAt ? (
              <>
                The first leaves by itself <Time at={bin.nextLeavesAt} as="moment" />.
              </>
            ) : null}
          </p>
          <EmptyBin archives={bin.archives} frees={bin.freesBytes === null ? null : frees} />
        </div>
      ) : null}
    </Card>
  );
}

function sentenceOf({ days, archives }: BinState): string {
  if (days === 0) return "Nothing waits: what is let go is freed at once.";
  const waits = `What is let go waits for ${plural(days, "day")} and can be taken back meanwhile.`;
  if (archives === 0) return waits;
  return `${waits} Counted is what pruning frees at once: bytes in packs that are mostly in use go with a later pruning.`;
}
