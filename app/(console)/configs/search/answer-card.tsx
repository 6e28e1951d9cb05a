import type { ReactNode } from "react";
import { formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Tag } from "#components/ui/badge";
import { Disclosure } from "#components/ui/disclosure";
import type { Device } from "#lib/inventory/schema";
import { platformNames } from "#lib/platforms/schema";
import type { SearchAnswer } from "#lib/versions/schema";

const devicesShown = 8;

/** Devices that have the same matching lines. */
export function AnswerCard({
  answer: { lines, more },
  devices,
  share,
}: {
  answer: SearchAnswer;
  devices: Device[];
  /** Of the largest answer: 0 to 1. */
  share: number;
}) {
  const label = `Matching lines of ${plural(devices.length, "device")}, beginning with ${devices[0]?.name}`;
  return (
    <li className="min-w-0 rounded-lg border bg-card">
      <div className="flex items-center gap-4 px-4 py-2.5">
        <span aria-hidden="true" className="min-w-8 text-xl font-semibold tabular-nums">
          {formatCount(devices.length)}
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="text-base font-semibold">
            <span className="sr-only">{plural(devices.length, "device")}: </span>
            {devices.length === 1 ? devices[0]?.name : platformWords(devices)}
          </h3>
          {devices.length === 1 ? (
            <p className="text-xs text-muted-foreground">{platformWords(devices)}</p>
          ) : null}
        </div>
        <span aria-hidden="true" className="h-1.5 w-28 rounded-full bg-muted max-md:hidden">
          <i
            className="block h-full rounded-full bg-running-mark"
            style={{ width: `${Math.max(4, Math.round(100 * share))}%` }}
          />
        </span>
      </div>
      {lines.length > 0 ? (
        <section
          aria-label={label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto border-t bg-code py-2 font-mono text-code focus-visible:-outline-offset-2"
        >
          <ol>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and never move
              <li key={index} className="px-4 whitespace-pre-wrap wrap-anywhere">
                <Line {...line} />
              </li>
            ))}
          </ol>
          {more > 0 ? (
            <p className="px-4 font-sans text-xs text-muted-foreground">
              {plural(more, "more matching line")}
            </p>
          ) : null}
        </section>
      ) : null}
      <Devices devices={devices} />
    </li>
  );
}

function Line({ text, marks }: SearchAnswer["lines"][number]) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from));
    parts.push(
      <mark
        key={from}
        className="rounded-[2px] bg-warning-subtle text-foreground shadow-[0_0_0_1px_var(--warning-mark)]"
      >
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return [...parts, text.slice(at)];
}

function Devices({ devices }: { devices: Device[] }) {
  const rest = devices.slice(devicesShown);
  return (
    <div className="border-t px-4 py-2">
      <Names devices={devices.slice(0, devicesShown)} />
      {rest.length > 0 ? (
        <Disclosure summary={`${formatCount(rest.length)} more`}>
          <Names devices={rest} />
        </Disclosure>
      ) : null}
    </div>
  );
}

function Names({ devices }: { devices: Device[] }) {
  return (
    <p className="flex flex-wrap gap-1.5">
      {devices.map(({ id, name }) => (
        <Link
          key={id}
          href={`/devices/${id}`}
          className="inline-flex min-h-6 items-center rounded-sm max-md:min-h-11"
        >
          <Tag className="text-foreground hover:underline">{name}</Tag>
        </Link>
      ))}
    </p>
  );
}

function platformWords(devices: readonly Device[]): string {
  const counts = Map.groupBy(devices, ({ platform }) =>
    platform ? platformNames[platform] : "not known",
  );
  const sorted = [...counts].sort(([, a], [, b]) => b.length - a.length);
  if (sorted.length === 1) return sorted[0]?.[0] ?? "";
  return sorted.map(([name, of]) => `${formatCount(of.length)} × ${name}`).join(", ");
}
