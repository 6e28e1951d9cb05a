import { plural } from "#components/format";
import { cn } from "#components/ui/cn";
import type { SchedulePreview } from "#lib/plans/schema";

/** However many run in an hour, an hour without any keeps this much of the height. */
const emptyPercent = 8;

/** A plan that starts in more hours than these is marked at their foot, so that the others show. */
const markedMax = 6;

/** What already runs in a day, hour by hour; the hours of this plan are marked. */
export function DayLoad({ preview }: { preview: SchedulePreview }) {
  const { otherStarts, ownStarts } = preview;
  const most = Math.max(1, ...otherStarts);
  const few = ownStarts.filter((starts) => starts > 0).length <= markedMax;
  const height = (starts: number) => emptyPercent + (starts / most) * (100 - emptyPercent);
  return (
    <div className="rounded-lg border bg-muted px-3 pt-2 pb-1.5">
      <div className="flex flex-wrap justify-between gap-x-3 text-xs text-muted-foreground">
        <span>What already runs in a day</span>
        <span>{besideIt(preview)}</span>
      </div>
      <div role="img" aria-label={finding(preview)} className="mt-1.5 flex h-9 items-end gap-0.5">
        {otherStarts.map((starts, hour) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the hours of a day stay what they are
            key={hour}
            data-bar
            className={cn(
              "flex-1 rounded-t-xs",
              ownStarts[hour] && few ? "bg-running-mark" : "bg-neutral-mark/60",
              ownStarts[hour] && !few && "border-b-3 border-running-mark",
            )}
            style={{ height: `${height(starts)}%` }}
          />
        ))}
      </div>
      <div
        aria-hidden="true"
        className="flex justify-between text-2xs text-muted-foreground tabular-nums"
      >
        {["00", "06", "12", "18", "24"].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  );
}

/** How many others start in the hours in which this plan does. */
function besideIt({ otherStarts, ownStarts }: SchedulePreview): string {
  const hours = otherStarts.flatMap((starts, hour) => (ownStarts[hour] ? [{ starts, hour }] : []));
  const [busiest] = hours.toSorted((a, b) => b.starts - a.starts);
  if (!busiest) return "";
  if (busiest.starts === 0) return hours.length === 1 ? "nothing else then" : "nothing else";
  const others = `${plural(busiest.starts, "other start")}`;
  return hours.length === 1
    ? `${others} from ${clock(busiest.hour)} to ${clock(busiest.hour + 1)}`
    : `at most ${others}, from ${clock(busiest.hour)}`;
}

function finding(preview: SchedulePreview): string {
  const total = preview.otherStarts.reduce((sum, starts) => sum + starts, 0);
  const own = preview.ownStarts.reduce((sum, starts) => sum + starts, 0);
  const beside = besideIt(preview);
  return `Starts of runs by hour: ${total} a day by other plans, ${own} by this one${beside ? `; ${beside}` : ""}.`;
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}
