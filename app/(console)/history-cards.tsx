import { Calendar90 } from "#components/calendar-90";
import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { StorageChart } from "#components/storage-chart";
import { Problem } from "#components/ui/alert";
import { Card, CardBody } from "#components/ui/card";
import type { Context } from "#lib/context";
import { forecast } from "#lib/runs";
import type { StorageUse } from "#lib/runs/schema";
import { outcomesOfDays, storageNow } from "./reads.tsx";

interface CardProps {
  ctx: Context;
  className?: string;
}

/** How the days of the last three months ended. */
export async function DaysCard({ ctx, timeZone, className }: CardProps & { timeZone: string }) {
  const days = await outcomesOfDays(ctx, timeZone);
  const failed = days.filter((day) => day.failed > 0).length;
  return (
    <Card
      title="Last 90 days"
      aside={failed > 0 ? `${plural(failed, "day")} with a failed run` : "No failed run"}
      className={className ?? ""}
    >
      <CardBody className="pb-2.5">
        <Calendar90 days={days} now={ctx.clock.now()} />
      </CardBody>
    </Card>
  );
}

const kinds: Record<StorageUse["byKind"][number]["kind"], string> = {
  database: "Databases",
  media: "Media",
  logs: "Logs",
  files: "Files",
  devices: "Devices",
};

/**
 * What the archives take, and where that is heading.
 *
 * @param props.details a link to where more is said of it
 */
export async function StorageCard({ ctx, className, details }: CardProps & { details?: string }) {
  const storage = await storageNow(ctx);
  const title = "Storage";
  if ("failure" in storage) {
    return (
      <Card title={title} className={className ?? ""}>
        <CardBody>
          <Problem failure={storage.failure} consequence="What the archives take is not known." />
        </CardBody>
      </Card>
    );
  }
  const { use } = storage;
  const ahead = forecast(use);
  const growth = ahead
    ? ahead.bytesPerDay >= 0
      ? `Growing ${formatBytes(ahead.bytesPerDay)} a day`
      : `Shrinking ${formatBytes(-ahead.bytesPerDay)} a day`
    : "A forecast needs a week of archives";
  return (
    <Card
      title={title}
      note={growth}
      aside={
        details ? (
          <Link href={details} className="link">
            Details
          </Link>
        ) : null
      }
      className={className ?? ""}
    >
      <CardBody className="pb-2.5">
        <ul className="mb-3 flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-muted-foreground">
          {use.byKind.map(({ kind, bytes }) => (
            <li key={kind}>
              {kinds[kind]} <span className="text-foreground">{formatBytes(bytes)}</span>
            </li>
          ))}
          <li>
            Free <span className="text-foreground">{formatBytes(use.freeBytes)}</span>
          </li>
        </ul>
        <StorageChart use={use} now={ctx.clock.now()} />
      </CardBody>
    </Card>
  );
}
