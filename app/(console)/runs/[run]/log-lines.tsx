import type { Ref } from "react";
import { PathText } from "#components/path-text";
import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import type { RunMessage } from "#lib/runs/schema";

interface LogLinesProps {
  lines: readonly RunMessage[];
  wrap: boolean;
  onScroll: () => void;
  ref: Ref<HTMLDivElement>;
}

/** As many lines are drawn whether they can be seen or not. */
const drawnMax = 200;

const grounds = {
  info: "",
  warning: "bg-warning-subtle",
  error: "bg-failure-subtle",
} as const;
const words = {
  info: { text: "info", className: "text-muted-foreground" },
  warning: { text: "warn", className: "font-medium text-warning" },
  error: { text: "error", className: "font-medium text-failure" },
} as const;

/** The lines themselves, in a region of its own that keyboards can reach and scroll. */
export function LogLines({ lines, wrap, onScroll, ref }: LogLinesProps) {
  return (
    <section
      ref={ref}
      onScroll={onScroll}
      aria-label="Run log"
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn(
        "max-h-[min(32rem,70dvh)] overflow-auto bg-code py-2 font-mono text-code",
        "focus-visible:-outline-offset-2",
      )}
    >
      {lines.length === 0 ? (
        <p className="px-4 font-sans text-sm text-muted-foreground">No line here.</p>
      ) : (
        <ol
          className={cn(
            "text-foreground",
            !wrap && "w-max min-w-full",
            // Lines out of sight cost nothing.
            lines.length > drawnMax &&
              "[&>li]:[contain-intrinsic-size:auto_1.3125rem] [&>li]:[content-visibility:auto]",
          )}
        >
          {lines.map((line) => (
            <Line key={line.id} line={line} wrap={wrap} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ line, wrap }: { line: RunMessage; wrap: boolean }) {
  const word = words[line.level];
  return (
    <li
      className={cn(
        "px-4",
        "md:grid md:grid-cols-[5.5rem_3rem_8.5rem_minmax(0,1fr)] md:gap-x-4",
        !wrap && "max-md:whitespace-nowrap md:grid-cols-[5.5rem_3rem_8.5rem_auto]",
        grounds[line.level],
      )}
    >
      <Time at={line.at} as="seconds" className="text-muted-foreground max-md:mr-2" />
      <b className={cn("font-normal max-md:mr-2", word.className)}>{word.text}</b>
      <span
        className={cn("text-code-keyword", wrap ? "wrap-anywhere" : "truncate")}
        title={wrap ? undefined : line.subject}
      >
        {line.subject}
      </span>
      <span className={cn(wrap ? "wrap-anywhere max-md:block" : "whitespace-nowrap max-md:ml-2")}>
        <PathText>{line.sentence}</PathText>
      </span>
    </li>
  );
}
