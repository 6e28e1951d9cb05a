import type { ReactNode } from "react";
import { formatBytes, formatCount, plural } from "#components/format";
import { Disclosure } from "#components/ui/disclosure";
import type { TestResult } from "#lib/runs/schema";

/** What a finished test means, in one sentence. */
export function outcomeSentence({ state, failure, text, platform }: TestResult): string {
  if (state === "failed") return failure?.sentence ?? "The test failed.";
  const size = text ? `${formatBytes(text.bytes)} in ${plural(text.lines, "line")}` : "its text";
  const whose = text?.hostname ? ` of ${text.hostname}` : "";
  if (state === "doubtful") return `The device gave ${size}${whose}, but it is not believed.`;
  const by = platform ? `, as ${platform.name}` : "";
  return `The connection works${by}. A run would keep ${size}${whose}.`;
}

/** Doubts with the line that shows each. */
export function Doubts({ doubts }: Pick<TestResult, "doubts">) {
  if (doubts.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {doubts.map(({ says, evidence }) => (
        <li key={says}>
          {says}{" "}
          <code className="font-mono text-xs wrap-anywhere text-muted-foreground">{evidence}</code>
        </li>
      ))}
    </ul>
  );
}

const origins = {
  identification: "SSH identification",
  banner: "Banner",
  prompt: "Prompt",
  answer: "Answer to a command",
} as const;

/** What a platform was told by. */
export function PlatformEvidence({ evidence }: Pick<TestResult, "evidence">) {
  if (evidence.length === 0) return null;
  return (
    <Disclosure summary={`What the platform was told by (${formatCount(evidence.length)})`}>
      <Table head={["From", "What it showed", "Speaks for"]}>
        {evidence.map(({ platform, from, seen }) => (
          <tr key={`${platform} ${from}`} className="border-t align-top">
            <td className="py-1.5 pr-4 whitespace-nowrap">{origins[from]}</td>
            <td className="py-1.5 pr-4 font-mono wrap-anywhere">{seen.trim()}</td>
            <td className="py-1.5">{platform}</td>
          </tr>
        ))}
      </Table>
    </Disclosure>
  );
}

function Table({ head, children }: { head: string[]; children: ReactNode }) {
  return (
    <table className="w-full text-xs leading-5">
      <thead className="text-left text-muted-foreground">
        <tr>
          {head.map((word) => (
            <th key={word} scope="col" className="py-1 pr-4 font-medium">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** What went over the line, without secrets. */
export function LineTranscript({ transcript }: Pick<TestResult, "transcript">) {
  if (transcript === "") return null;
  return (
    <Disclosure summary="What went over the line, without secrets">
      <section
        aria-label="What went over the line"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by key
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border bg-code p-3"
      >
        <pre className="font-mono text-xs leading-5">{transcript}</pre>
      </section>
    </Disclosure>
  );
}
