import { Check, Clock3, X } from "lucide-react";
import type { ReactNode } from "react";
import { plural } from "#components/format";
import { Time } from "#components/time";
import type { Delivery } from "#lib/notify/schema";

/** Whom it was told last, and what came of it; a refused message in red. */
export function ToldLine({
  told,
  reminders,
  nobody = "Nobody was told yet",
}: {
  /** The newest first. */
  told: readonly Delivery[];
  reminders: number;
  nobody?: string;
}) {
  const latest = [...Map.groupBy(told, ({ channel }) => channel.id).values()].flatMap(
    ([newest]) => newest ?? [],
  );
  return (
    <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted-foreground">
      {latest.length === 0 ? nobody : null}
      {latest.some(({ state }) => state === "delivered") ? "Told" : null}
      {latest.map((delivery) => (
        <ToldOn key={delivery.id} delivery={delivery} />
      ))}
      {reminders > 0 ? <span>{plural(reminders, "reminder")}</span> : null}
    </p>
  );
}

function ToldOn({ delivery }: { delivery: Delivery }) {
  const { state, channel, createdAt, endedAt } = delivery;
  const at = <Time at={endedAt ?? createdAt} as="moment" />;
  const marked = (mark: ReactNode, className: string, words: string) => (
    <span className={`inline-flex items-center gap-1 ${className}`}>
      {mark}
      {channel.name} {words} {at}
    </span>
  );
  if (state === "delivered") {
    return marked(<Check aria-hidden="true" className="size-3.5 text-success" />, "", "");
  }
  if (state === "refused") {
    return marked(<X aria-hidden="true" className="size-3.5" />, "text-failure", "refused");
  }
  return marked(<Clock3 aria-hidden="true" className="size-3.5" />, "", "not yet sent, since");
}
