import { stat } from "node:fs/promises";
import { arch, hostname, type as systemName } from "node:os";
import { formatAge, formatBytes } from "#components/format";
import { Card, CardBody } from "#components/ui/card";
import { CopyButton } from "#components/ui/copy-button";
import { KeyValues } from "#components/ui/facts";
import type { Context } from "#lib/context";
import { keyPlace } from "#lib/secrets";
import { foldersAround, productVersion } from "#lib/settings";
import { statusNow } from "../reads.tsx";

/** What this installation runs on, for whoever is asked about it. */
export async function SystemCard({ ctx }: { ctx: Context }) {
  const folders = foldersAround(ctx.db);
  const { worker } = await statusNow(ctx);
  const database = await databaseBytes(folders.database);
  const seconds = process.uptime();
  const items = [
    { label: "Version", value: productVersion },
    { label: "Worker", value: worker.alive ? "Running" : "Not running" },
    { label: "Web since", value: `${formatAge(seconds * 1_000)}` },
    { label: "Host", value: `${hostname()}, ${systemName()}, ${arch()}` },
    { label: "Node", value: process.versions.node },
    { label: "Memory", value: formatBytes(process.memoryUsage.rss()) },
    { label: "Data folder", value: folders.data },
    { label: "Database", value: database === null ? "cannot be read" : formatBytes(database) },
    { label: "Key", value: keyPlace({ environment: process.env, defaultFile: folders.key }) },
    { label: "Logs", value: folders.logs },
  ];
  const text = items.map(({ label, value }) => `${label}: ${value}`).join("\n");
  return (
    <Card title="System" aside={<CopyButton text={text} label="Copy system information" />}>
      <CardBody>
        <KeyValues items={items} />
      </CardBody>
    </Card>
  );
}

/** With the log of its last writes, where all of a young one stands. */
async function databaseBytes(file: string): Promise<number | null> {
  const sizes = [file, `${file}-wal`].map(async (each) => (await stat(each)).size);
  const [database, log] = await Promise.allSettled(sizes);
  if (database?.status !== "fulfilled") return null;
  return database.value + (log?.status === "fulfilled" ? log.value : 0);
}
