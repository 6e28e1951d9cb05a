"use client";

import { EyeOff } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { colouredLinesMax, drawnLinesMax } from "#components/config/bounds";
import { formatCount, plural } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Card, CardFooter } from "#components/ui/card";
import type { FailureReport } from "#lib/failures";
import type { Heading } from "#lib/platforms";
import type { Blame } from "#lib/versions/schema";
import { BlameNote } from "./blame-note.tsx";
import { ConfigLines } from "./config-lines.tsx";
import { ConfigTools } from "./config-tools.tsx";
import { Sections } from "./sections.tsx";
import { type ConfigTextState, useConfigText } from "./use-config-text.ts";
import { useLineTarget } from "./use-line-target.ts";
import { originsOf } from "./words.ts";

interface ConfigViewProps {
  version: { id: string; number: number; deviceId: string };
  /** Which versions brought its lines; `null`: that is not asked, or cannot be told. */
  blame: Blame | null;
  blameFailure: FailureReport | null;
  /** Version bar and ribbon. */
  top: ReactNode;
  /** The first part of the text; often all of it. */
  first: string;
  /** Lines of all of it. */
  total: number;
  headings: Heading[];
  /** How many secrets were taken out. */
  secrets: number;
}

/** A configuration to be read: its sections at the left, its lines, and what can be done with it. */
export function ConfigView(props: ConfigViewProps) {
  const { version, top, first, total, headings, secrets, blame, blameFailure } = props;
  const text = useConfigText({ versionId: version.id, first, total });
  const { target, go } = useLineTarget(text);
  const [wrap, setWrap] = useState(true);
  const origins = useMemo(
    () => (blame ? originsOf(blame, version.deviceId) : null),
    [blame, version.deviceId],
  );
  const region = useRef<HTMLElement>(null);
  const goTo = (line: number) => {
    go(Math.min(line, total));
    region.current?.focus({ preventScroll: true });
  };
  return (
    <Card aria-label="Configuration" className="overflow-hidden">
      {top}
      <ConfigTools
        text={text}
        version={version}
        secrets={secrets}
        total={total}
        wrap={wrap}
        onWrap={setWrap}
        onGo={goTo}
      />
      {text.failure ? <Problem failure={text.failure} className="m-4" /> : null}
      {blameFailure ? <Problem failure={blameFailure} className="m-4" /> : null}
      {blame ? <BlameNote blame={blame} deviceId={version.deviceId} /> : null}
      <div
        className={
          headings.length > 0
            ? "grid grid-cols-[minmax(0,1fr)] lg:grid-cols-[17.5rem_minmax(0,1fr)]"
            : ""
        }
      >
        {headings.length > 0 ? <Sections headings={headings} target={target} /> : null}
        <ConfigLines
          ref={region}
          lines={text.lines}
          wrap={wrap}
          coloured={total <= colouredLinesMax}
          origins={origins}
        />
      </div>
      <CardFooter>
        <SecretsNote secrets={secrets} isRevealed={text.isRevealed} />
        <LeftOut text={text} total={total} />
      </CardFooter>
    </Card>
  );
}

function SecretsNote({ secrets, isRevealed }: { secrets: number; isRevealed: boolean }) {
  if (secrets === 0) return <span>No secret was found in it</span>;
  return (
    <span className="inline-flex items-center gap-1.5">
      {isRevealed ? null : <EyeOff aria-hidden="true" className="size-4" />}
      {plural(secrets, "secret")} {isRevealed ? "shown" : "redacted"}
    </span>
  );
}

/** How much of a long text is drawn, and the way to the rest. */
function LeftOut({ text, total }: { text: ConfigTextState; total: number }) {
  const { lines, isWhole, pending, showAll } = text;
  if (lines.length >= total) return null;
  const shown = `The first ${formatCount(lines.length)} of ${plural(total, "line")} are shown.`;
  return (
    <span className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1 tabular-nums">
      {shown}
      {isWhole ? " The download has all." : null}
      {isWhole ? null : (
        <Button size="sm" pending={pending} onClick={showAll}>
          Show {total > drawnLinesMax ? formatCount(drawnLinesMax) : "all"}
        </Button>
      )}
    </span>
  );
}
