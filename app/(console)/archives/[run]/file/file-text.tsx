import { blockLines } from "#components/config/bounds";
import { linesHtml } from "#components/config/html";
import { formatBytes, formatCount, plural } from "#components/format";
import { EmptyState } from "#components/ui/empty-state";
import type { ArchiveFileText, FileText } from "#lib/runs/schema";

/** The beginning of a file, as it was when the archive was made. */
export function FileTextView({ file, name }: { file: ArchiveFileText; name: string }) {
  const { content, size } = file;
  if (content.kind === "binary") return <NoText type={content.type} size={size} />;
  if (size === 0) return <EmptyState title="The file is empty">It has no bytes.</EmptyState>;
  const blocks = Array.from({ length: Math.ceil(content.lines.length / blockLines) }, (_, at) => {
    const from = at * blockLines + 1;
    return { from, lines: content.lines.slice(from - 1, from - 1 + blockLines) };
  });
  return (
    <>
      <section
        aria-label={`Text of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[min(34rem,65dvh)] overflow-auto bg-code py-2 font-mono text-code focus-visible:-outline-offset-2"
      >
        <div data-wrap="on" className="code-lines text-foreground">
          {blocks.map(({ from, lines }) => (
            <ol
              key={from}
              start={from}
              style={{ containIntrinsicBlockSize: `auto ${lines.length * 1.5}rem` }}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: `linesHtml` escapes what the file says
              dangerouslySetInnerHTML={{ __html: linesHtml(lines, { from, coloured: true }) }}
            />
          ))}
        </div>
      </section>
      <Bounds content={content} size={size} />
    </>
  );
}

/** What of the file is not shown, and how it was read. */
function Bounds({ content, size }: { content: FileText & { kind: "text" }; size: number }) {
  const { bytes, cutLines, secrets, encoding, lines } = content;
  const notes = [
    bytes < size
      ? `The first ${plural(lines.length, "line")}, of ${formatBytes(bytes)} in ${formatBytes(size)}, are shown. The download has all.`
      : null,
    cutLines > 0 ? `${plural(cutLines, "long line")} cut.` : null,
    secrets > 0 ? `${plural(secrets, "line")} with a secret taken out; a download has it.` : null,
    encoding ? `Read as ${encoding}.` : null,
  ].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return <p className="border-t px-4 py-2 text-xs text-muted-foreground">{notes.join(" ")}</p>;
}

function NoText({ type, size }: { type: string | null; size: number }) {
  return (
    <EmptyState title={type ? `A ${type}, which is no text` : "This file is no text"}>
      {formatBytes(size)}, {formatCount(size)} bytes. The download has it as it was.
    </EmptyState>
  );
}
