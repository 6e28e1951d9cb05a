import { X } from "lucide-react";
import { plural } from "#components/format";
import { Glyph } from "#components/glyph";
import { IconButton } from "#components/ui/button";
import { Disclosure } from "#components/ui/disclosure";
import type { BulkResult } from "#lib/inventory";

/** What was done to several devices: "disabled", and how it went with each. */
export interface BulkSaid {
  done: string;
  results: BulkResult[];
}

const marks = {
  changed: { glyph: "run-succeeded", ink: "text-success" },
  unchanged: { glyph: "run-cancelled", ink: "text-neutral" },
  gone: { glyph: "run-failed", ink: "text-failure" },
} as const;

/** The result of each device, counted first. */
export function BulkOutcome({ said, onClose }: { said: BulkSaid; onClose: () => void }) {
  const { done, results } = said;
  const count = (result: BulkResult["result"]) =>
    results.filter((each) => each.result === result).length;
  const words = { changed: done, unchanged: `${done} before`, gone: "no longer there" };
  const [unchanged, gone] = [count("unchanged"), count("gone")];
  return (
    <section aria-label="Results" className="flex items-start gap-3 border-b px-4 py-2">
      <div className="min-w-0 flex-1">
        <p role="status" className="pt-1 font-medium">
          {`${plural(count("changed"), "device")} ${count("changed") === 1 ? "is" : "are"} now ${done}.`}
          {unchanged > 0 ? ` ${plural(unchanged, "was", "were")} so before.` : ""}
          {gone > 0 ? ` ${plural(gone, "is", "are")} no longer there.` : ""}
        </p>
        <Disclosure summary="Each device">
          <ul className="grid max-h-60 gap-x-6 gap-y-1 overflow-y-auto py-1 md:grid-cols-2">
            {results.map(({ id, name, result }) => (
              <li key={id} className="flex min-w-0 items-center gap-2">
                <Glyph name={marks[result].glyph} className={marks[result].ink} />
                <span className="min-w-0 truncate">{name || id}</span>
                <span className="ml-auto text-xs whitespace-nowrap text-muted-foreground">
                  {words[result]}
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      </div>
      <IconButton size="sm" label="Close the results" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </section>
  );
}
