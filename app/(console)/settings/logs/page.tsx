import type { Metadata } from "next";
import { formatBytes, plural } from "#components/format";
import { Page } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card, CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import { logLinesMax, readLogs } from "#lib/access";
import { logParts } from "#lib/access/schema";
import { logFileBytesMax, logFilesMax } from "#lib/log";
import { requireViewer } from "../../guard.ts";
import { Follow } from "./follow.tsx";
import { LogsQuery } from "./list-state.ts";
import { LogLines } from "./log-lines.tsx";
import { partWords } from "./words.ts";

export const metadata: Metadata = { title: "Logs" };

const levels = [
  { value: "warn", label: "Warnings and errors" },
  { value: "error", label: "Errors" },
];

export default async function LogsPage({ searchParams }: PageProps<"/settings/logs">) {
  const ctx = await requireViewer();
  const { part, level, q: search } = LogsQuery.parse(await searchParams);
  const { lines, isWhole, folder, files } = await readLogs(ctx, { part, level, search });
  const kept = `${logFilesMax} files of ${formatBytes(logFileBytesMax)} of each part`;
  return (
    <Page
      title="Logs"
      crumbs={[{ label: "Settings", href: "/settings" }]}
      sub="What the parts of Holdfast say of themselves, the newest last. What runs said stands with the runs."
      actions={<Follow />}
    >
      <Card>
        <FilterBar>
          <FilterSearch placeholder="Words of a line" />
          <FilterChip
            name="part"
            label="Part"
            options={logParts.map((value) => ({ value, label: partWords[value] }))}
          />
          <FilterChip name="level" label="Level" options={levels} />
        </FilterBar>
        {lines.length === 0 ? (
          <EmptyState
            title={isWhole ? "No line matches." : "No line matches among the newest 8 MB."}
          />
        ) : (
          <LogLines lines={lines} note={isWhole ? null : `The newest ${logLinesMax} at most.`} />
        )}
        <CardFooter>
          <span className="wrap-anywhere">
            {plural(files.count, "file")}, {formatBytes(files.bytes)}, in{" "}
            <span className="font-mono">{folder}</span>. {kept} are kept.
          </span>
          <span className="flex flex-wrap gap-2 md:ml-auto">
            {logParts.map((each) => (
              <a
                key={each}
                href={`/api/logs?part=${each}`}
                download
                className={buttonVariants({ size: "sm" })}
              >
                Download {partWords[each].toLowerCase()}
              </a>
            ))}
          </span>
        </CardFooter>
      </Card>
    </Page>
  );
}
