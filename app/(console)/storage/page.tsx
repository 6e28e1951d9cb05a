import type { Metadata } from "next";
import { formatBytes, plural } from "#components/format";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Problem } from "#components/ui/alert";
import { Facts } from "#components/ui/facts";
import { forecast } from "#lib/runs";
import type { StorageUse } from "#lib/runs/schema";
import { AlteredAlerts } from "../altered-alerts.tsx";
import { readView, requireViewer } from "../guard.ts";
import { StorageCard } from "../history-cards.tsx";
import { storageNow } from "../reads.tsx";
import { VaultCard } from "../settings/vault-card.tsx";
import { BinCard } from "./bin-card.tsx";
import { PlanStorage } from "./plan-storage.tsx";
import { binBuys, ratioText, reckoning, verdictText } from "./words.ts";

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage() {
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
  const ahead = forecast(use);
  const buys = binBuys(use.bin.freesBytes, ahead);
  return (
    <Page
      title={verdictText(ahead, ctx.clock.now())}
      shortTitle="Storage"
      verdict
      sub={`${formatBytes(use.archiveBytes)} stored, ${formatBytes(use.freeBytes)} free. ${buys ? `Emptying the bin buys ${buys}. ` : ""}${reckoning(ahead)}`}
    >
      <AlteredAlerts ctx={ctx} />
      <Facts facts={factsOf(use, ahead?.bytesPerDay ?? null)} />
      <StorageCard ctx={ctx} />
      <BinCard bin={use.bin} buys={buys} />
      <PlanStorage byPlan={use.byPlan} />
      <VaultCard ctx={ctx} timeZone={(await readView(ctx)).timeZone} />
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
          "settings.changed",
        ]}
      />
    </Page>
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
