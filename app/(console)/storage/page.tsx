import type { Metadata } from "next";
import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Alert, Problem } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import { Facts } from "#components/ui/facts";
import { forecast, listArchives, readScrub, type ScrubState } from "#lib/runs";
import type { StorageUse } from "#lib/runs/schema";
import { AlteredAlerts } from "../altered-alerts.tsx";
import { requireViewer } from "../guard.ts";
import { StorageCard } from "../history-cards.tsx";
import { storageNow } from "../reads.tsx";
import { BinCard } from "./bin-card.tsx";
import { Contributors } from "./contributors.tsx";
import { ScrubCard } from "./scrub-card.tsx";
import { ScrubNow } from "./scrub-now.tsx";
import { binBuys, ratioText, reckoning, verdictText } from "./words.ts";

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage({ searchParams }: PageProps<"/storage">) {
  const ctx = await requireViewer();
  const storage = await storageNow(ctx);
  if ("failure" in storage) {
    return (
      <Page title="Storage">
        <Problem failure={storage.failure} consequence="What the archives take is not known." />
      </Page>
    );
  }
  const { use } = storage;
  const by = (await searchParams).by === "source" ? "source" : "plan";
  const scrub = await readScrub(ctx);
  const damaged = (await listArchives(ctx, { state: "damaged", limit: 0 })).total;
  const ahead = forecast(use);
  const buys = binBuys(use.bin.freesBytes, ahead);
  return (
    <Page
      title={verdictText(ahead, ctx.clock.now())}
      shortTitle="Storage"
      verdict
      actions={<ScrubNow refused={refusedBecause(scrub, use.archiveBytes)} />}
      sub={`${formatBytes(use.archiveBytes)} stored, ${formatBytes(use.freeBytes)} free. ${buys ? `Emptying the bin buys ${buys}. ` : ""}${reckoning(ahead)}`}
    >
      <AlteredAlerts ctx={ctx} />
      {damaged > 0 ? <Damaged archives={damaged} /> : null}
      <Facts facts={factsOf(use, ahead?.bytesPerDay ?? null)} />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <StorageCard ctx={ctx} />
          <Contributors use={use} by={by} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <ScrubCard ctx={ctx} vaultBytes={use.archiveBytes} />
          <BinCard bin={use.bin} buys={buys} />
        </div>
      </div>
      <RefreshOn
        kinds={[
          "archive.kept",
          "archive.let-go",
          "archive.taken-back",
          "archive.left-bin",
          "vault.bin-counted",
          "archive.damaged",
          "archive.healed",
          "vault.checked",
          "vault.checking",
          "settings.changed",
        ]}
      />
    </Page>
  );
}

/** Why no check can be asked for now; `null`: it can. */
function refusedBecause({ asked }: ScrubState, bytes: number): string | null {
  if (asked?.isUnderWay) return "The whole vault is being read already.";
  if (asked) return "A check was asked for already, and waits.";
  return bytes === 0 ? "There is nothing to read yet." : null;
}

function Damaged({ archives }: { archives: number }) {
  return (
    <Alert
      tone="failure"
      title={`${plural(archives, "archive")} cannot be read back whole`}
      actions={
        <Link href="/archives?view=damaged" className={buttonVariants({})}>
          Show what is damaged
        </Link>
      }
    >
      <p>
        All other files and archives can. The next run of the plan reads again what is missing;
        where the source still gives the same bytes, all is whole afterwards.
      </p>
    </Alert>
  );
}

/** @param bytesPerDay `null`: not known yet */
function factsOf(use: StorageUse, bytesPerDay: number | null) {
  return [
    {
      label: "Stored",
      value: formatBytes(use.archiveBytes),
      note: plural(use.archives, "archive"),
    },
    { label: "Content", value: formatBytes(use.contentBytes), note: "each archive complete" },
    {
      label: "Ratio",
      value: ratioText(use.contentBytes, use.archiveBytes),
      note: `as plain ZIPs ${formatBytes(use.zipBytes)}`,
    },
    {
      label: "Growth",
      value: bytesPerDay === null ? "–" : `${formatBytes(Math.max(0, bytesPerDay))} a day`,
      note: bytesPerDay === null ? "after seven days" : "on average, as below",
    },
    {
      label: "Disk",
      value: formatBytes(use.totalBytes),
      note: `${formatBytes(use.freeBytes)} free`,
    },
  ];
}
