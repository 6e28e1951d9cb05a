import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import type { LogLine } from "#lib/log";

const inks = { info: "text-muted-foreground", warn: "text-warning", error: "text-failure" };
const levelWords = { info: "Info", warn: "Warning", error: "Error" };

/** Lines of a log, the newest last, in sight first. */
export function LogLines({ lines, note }: { lines: LogLine[]; note: string | null }) {
  return (
    <section
      aria-label="Lines of the logs"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      className="flex max-h-[70vh] flex-col-reverse overflow-y-auto"
    >
      <ol className="divide-y">
        {note ? <li className="px-4 py-2 text-xs text-muted-foreground">{note}</li> : null}
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
          <li key={index} className="px-4 py-1.5 text-xs wrap-anywhere md:flex md:gap-3">
            <span className="shrink-0 text-muted-foreground md:w-28">
              <Time at={line.at} as="day" /> <Time at={line.at} as="seconds" />
            </span>
            <span className={cn("shrink-0 font-medium md:w-16", inks[line.level], "max-md:ml-2")}>
              {levelWords[line.level]}
            </span>
            <span className="shrink-0 text-muted-foreground max-md:ml-2 md:w-20">{line.part}</span>
            <span className="min-w-0 flex-1 max-md:block">
              {line.event}{" "}
              <span className="font-mono text-muted-foreground">
                {Object.entries(line.facts)
                  .map(([name, value]) => `${name}=${value}`)
                  .join(" ")}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
