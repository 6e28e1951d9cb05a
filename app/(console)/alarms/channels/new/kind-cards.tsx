import { Link } from "#components/link";
import { cn } from "#components/ui/cn";
import type { ChannelForm } from "#lib/notify/schema";

/** Every kind of channel as a card with what one needs for it, mail first. */
export function KindCards({ kinds }: { kinds: ChannelForm[] }) {
  return (
    <ul className="grid gap-2.5 sm:grid-cols-2 lg:grid-cols-3">
      {kinds.map(({ id, name, summary }) => (
        <li key={id} className="flex">
          <Link
            href={`/alarms/channels/new?kind=${id}`}
            className={cn(
              "flex min-h-16 w-full flex-col gap-0.5 rounded-lg border bg-card px-4 py-3",
              "hover:border-input hover:bg-accent/45",
            )}
          >
            <span className="text-base font-semibold">{name}</span>
            <span className="text-xs leading-4.5 text-muted-foreground">{summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
