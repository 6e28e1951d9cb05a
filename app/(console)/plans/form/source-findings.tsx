"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { formatBytes, plural } from "#components/format";
import { Button } from "#components/ui/button";
import type { FailureReport } from "#lib/failures";
import type { FolderPreview } from "#lib/sources/schema";
import { kindsFor, type SourceDraft } from "../draft.ts";
import { FolderContents } from "./folder-contents.tsx";
import { usePlanForm } from "./plan-form-context.tsx";

/** After this, whoever waits is told for what. */
const slowMs = 5_000;

/** What the worker found at a path, or why it cannot be read and what to do. */
export function SourceFindings({ source }: { source: SourceDraft }) {
  const { trials, problem, isSaved } = usePlanForm();
  const trial = trials.of(source);
  if (!trial) return isSaved(source) ? <LookAgain source={source} /> : null;
  const answer = trial.state === "asking" ? trial.before : trial.answer;
  const asking = trial.state === "asking" ? <Looking key={trial.signature} /> : null;
  if (!answer || (asking && answer.kind === "failure")) return asking;
  if (answer.kind === "try-source") {
    const size = answer.bytes === null ? "" : ` ${formatBytes(answer.bytes)}.`;
    return <Found>{`${answer.sentence}${size}`}</Found>;
  }
  if (answer.kind === "preview-folder") {
    return (
      <>
        {asking ?? (
          <Found warn={answer.preview.included.files === 0}>{contentsOf(answer.preview)}</Found>
        )}
        <FolderContents preview={answer.preview} />
      </>
    );
  }
  const said = problem(`${source.key}-path`) ?? problem(`${source.key}-exclude`);
  return said ? <NextStep source={source} failure={answer.failure} /> : null;
}

function LookAgain({ source }: { source: SourceDraft }) {
  const { trials } = usePlanForm();
  return (
    <p className="text-xs">
      <button
        type="button"
        className="link min-h-6 text-muted-foreground"
        onClick={() => trials.ask(source)}
      >
        Look at what is there now
      </button>
    </p>
  );
}

function Looking() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="animate-appear text-xs leading-4.5 text-muted-foreground">
      {slow ? "Still waiting for the worker to look at it" : "Looking at it"}
    </p>
  );
}

function Found({ warn = false, children }: { warn?: boolean; children: string }) {
  const Sign = warn ? TriangleAlert : Check;
  return (
    <p role="status" className="flex gap-1.5 text-xs leading-4.5 text-muted-foreground">
      <Sign
        aria-hidden="true"
        className={warn ? "mt-0.25 size-4 text-warning" : "mt-0.25 size-4 text-success"}
      />
      {children}
    </p>
  );
}

/** "1,204 files in 86 folders, 18.2 GB. 312 files left out, 3 skipped." */
function contentsOf({ included, excluded, skippedTotal, cut }: FolderPreview): string {
  const { files, folders, links, bytes } = included;
  const more = cut ? "More than " : "";
  const within = folders > 0 ? ` in ${plural(folders, "folder")}` : "";
  const linked = links > 0 ? `, ${plural(links, "link")}` : "";
  const out = [
    excluded.files > 0
      ? `${plural(excluded.files, "file")} left out (${formatBytes(excluded.bytes)})`
      : "",
    skippedTotal > 0 ? `${plural(skippedTotal, "entry", "entries")} skipped` : "",
  ].filter(Boolean);
  const rest = out.length > 0 ? ` ${out.join(", ")}.` : "";
  return `${more}${plural(files, "file")}${within}${linked}, ${formatBytes(bytes)}.${rest}`;
}

/** What to do about a path that cannot be taken; where the path is of another kind, one press does it. */
function NextStep({ source, failure }: { source: SourceDraft; failure: FailureReport }) {
  const { changeSource, draft, trials } = usePlanForm();
  const kinds = kindsFor(draft.type);
  const folderKind = kinds.find((kind) => kind === "files") ?? kinds.find((k) => k !== "database");
  const act = (patch: Partial<SourceDraft>) => {
    changeSource(source.key, { ...patch, kindChosen: true });
  };
  const isNew = source.id === null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs leading-4.5 text-muted-foreground">
      <span className="min-w-0">{failure.next}</span>
      {failure.cause === "not-a-folder" && isNew && kinds.includes("database") ? (
        <Button size="sm" onClick={() => act({ kind: "database" })}>
          Take it as a database
        </Button>
      ) : null}
      {failure.cause === "not-a-file" && isNew && folderKind ? (
        <Button size="sm" onClick={() => act({ kind: folderKind })}>
          Take it as a folder
        </Button>
      ) : null}
      {failure.cause === "not-a-database" && isNew && folderKind ? (
        <Button size="sm" onClick={() => act(asPatternOfFolder(source.path, folderKind))}>
          Take it as a file
        </Button>
      ) : null}
      <button
        type="button"
        className="link min-h-6"
        onClick={() => trials.ask(source, { again: true })}
      >
        Look again
      </button>
    </div>
  );
}

/** One plain file is the folder that holds it, with a pattern for the file. */
function asPatternOfFolder(path: string, kind: SourceDraft["kind"]): Partial<SourceDraft> {
  const trimmed = path.trim();
  const cut = trimmed.lastIndexOf("/");
  const name = trimmed.slice(cut + 1).replace(/[\\*?[\]!#]/g, "\\$&");
  return { kind, path: trimmed.slice(0, cut) || "/", include: `/${name}` };
}
