import { sha256Fact } from "#components/archive-sha256";
import { formatBytes, formatCount, plural } from "#components/format";
import { Glyph } from "#components/glyph";
import { Time } from "#components/time";
import { Card, CardBody, Row, Rows } from "#components/ui/card";
import { KeyValues } from "#components/ui/facts";
import type { ArchiveDetail, ArchiveSource } from "#lib/runs/schema";
import { keptAsSentence, kindWords } from "../words.ts";

/** Sizes, sums and the rules that keep it. */
export function AboutArchive({ archive }: { archive: ArchiveDetail }) {
  return (
    <Card title="About this archive">
      <CardBody>
        <KeyValues
          items={[
            { label: "Entries", value: formatCount(archive.entries) },
            { label: "Content", value: formatBytes(archive.contentBytes) },
            { label: "New content", value: formatBytes(archive.newBytes) },
            { label: "Vault grew by", value: formatBytes(archive.storedBytes) },
            { label: "As ZIP", value: formatBytes(archive.bytes) },
            { label: "Made", value: <Time at={archive.createdAt} as="absolute" /> },
            {
              label: "Verified",
              value: archive.verifiedAt ? (
                <Time at={archive.verifiedAt} as="absolute" />
              ) : (
                "not yet read back"
              ),
            },
            { label: "Kept as", value: keptAsSentence(archive) },
            sha256Fact(archive),
          ]}
        />
      </CardBody>
    </Card>
  );
}

/** What each source of the plan gave. */
export function ArchiveSources({ archive }: { archive: ArchiveDetail }) {
  return (
    <Card title="Sources" note={formatCount(archive.sources.length)}>
      <Rows>
        {archive.sources.map((source) => (
          <Source key={`${source.kind} ${source.name}`} source={source} />
        ))}
      </Rows>
    </Card>
  );
}

function Source({ source }: { source: ArchiveSource }) {
  return (
    <Row className="flex items-start gap-2.5">
      <Glyph
        name={source.yielded ? "run-succeeded" : "run-failed"}
        label={source.yielded ? "In it" : "Not in it"}
        className={source.yielded ? "mt-0.5 text-success" : "mt-0.5 text-failure"}
      />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{source.name}</p>
        <p className="text-xs text-muted-foreground tabular-nums">
          {kindWords[source.kind]},{" "}
          {source.yielded
            ? plural(source.entries, "entry", "entries")
            : "could not be read, so it is not in it"}
        </p>
      </div>
      {source.yielded ? (
        <span className="whitespace-nowrap text-muted-foreground tabular-nums">
          {formatBytes(source.bytes)}
        </span>
      ) : null}
    </Row>
  );
}
