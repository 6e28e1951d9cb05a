import { plural } from "#components/format";
import { Glyph, type GlyphName } from "#components/glyph";
import { Link } from "#components/link";
import { PathText } from "#components/path-text";
import { buttonVariants } from "#components/ui/button";
import { Row, Rows } from "#components/ui/card";
import { cn } from "#components/ui/cn";
import { CopyButton } from "#components/ui/copy-button";
import { Disclosure } from "#components/ui/disclosure";
import type { Examination, Finding, FindingState } from "#lib/doctor";

/** As many good ones have a line of their own at once; the rest is counted. */
const goodShownMax = 6;

const looks: Record<FindingState, { glyph: GlyphName; word: string; ink: string }> = {
  bad: { glyph: "run-failed", word: "Bad", ink: "text-failure" },
  warning: { glyph: "run-warnings", word: "Look at it", ink: "text-warning" },
  unknown: { glyph: "run-queued", word: "Not known", ink: "text-neutral" },
  good: { glyph: "run-succeeded", word: "Good", ink: "text-success" },
};

/** Bad first, each with its fix beside it; the good ones one quiet line each. */
export function FindingList({ findings }: Pick<Examination, "findings">) {
  const loud = findings.filter(({ state }) => state !== "good");
  const good = findings.filter(({ state }) => state === "good");
  const rest = good.slice(goodShownMax);
  return (
    <>
      <Rows aria-label="Findings">
        {[...loud, ...good.slice(0, goodShownMax)].map((finding) => (
          <FindingRow key={finding.id} finding={finding} />
        ))}
      </Rows>
      {rest.length > 0 ? (
        <Disclosure
          className="border-t [&>summary]:px-4 [&>summary]:py-2"
          summary={`Show ${plural(rest.length, "more", "more")} that ${rest.length === 1 ? "is" : "are"} good`}
        >
          <Rows aria-label="More that are good" className="border-t">
            {rest.map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          </Rows>
        </Disclosure>
      ) : null}
    </>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { state, title, sentence, remedy, command, page } = finding;
  const { glyph, word, ink } = looks[state];
  const quiet = state === "good" || state === "unknown";
  return (
    <Row className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 md:grid-cols-[1rem_9.5rem_minmax(0,1fr)]">
      <Glyph name={glyph} label={word} className={cn("mt-0.5", ink)} />
      <span className="font-medium">{title}</span>
      <div className="min-w-0 max-md:col-start-2">
        <p className={cn("wrap-anywhere", quiet && "text-muted-foreground")}>
          <PathText>{sentence}</PathText>
        </p>
        {remedy ? (
          <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
            <p className="min-w-0 flex-1 basis-72 wrap-anywhere text-muted-foreground">{remedy}</p>
            {page ? (
              <Link href={page.path} className={buttonVariants({ size: "sm" })}>
                {page.words}
              </Link>
            ) : null}
            {command ? <Command line={command} /> : null}
          </div>
        ) : null}
      </div>
    </Row>
  );
}

/** A line for a terminal, which a click copies. */
function Command({ line }: { line: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1 rounded-md border bg-muted pl-2.5">
      <code className="min-w-0 py-1 font-mono text-xs wrap-anywhere">{line}</code>
      <CopyButton text={line} label={`Copy ${line}`} />
    </span>
  );
}
