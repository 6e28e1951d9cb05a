import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { refusingChannels } from "#lib/notify";
import { readProtection } from "./read.ts";
import { reconcile } from "./reconcile.ts";
import { type AlarmKind, alarmKinds, type Sign } from "./schema.ts";
import { signsOfCopies } from "./signs/copies.ts";
import { signsOfDevices } from "./signs/devices.ts";
import { signsOfMachine, signsOfWorker } from "./signs/machine.ts";
import { signsOfRuns } from "./signs/runs.ts";
import { signsOfVault, type VaultFacts } from "./signs/vault.ts";
import { tellChanges } from "./summaries/changes.ts";
import { sendSummaries } from "./summaries/send.ts";
import { tellAlarms } from "./tell.ts";
import { listNames } from "./words.ts";

/** The web process alone looks for this one. */
const webKinds: AlarmKind[] = ["worker-silent"];
const workerKinds = alarmKinds.filter((kind) => !webKinds.includes(kind));

/**
 * Looks for all that is wrong, makes the alarms fit, and tells what has to be told: what the worker does again and again.
 *
 * @param vault what the room `runs` knows of the vault
 */
export async function watchAll(ctx: Context, vault: VaultFacts): Promise<void> {
  allow(ctx, "alarm:watch");
  const report = await readProtection(ctx);
  const signs = [
    ...(await signsOfCopies(ctx, report)),
    ...signsOfDevices(report.devices),
    ...(await signsOfRuns(ctx)),
    ...(await signsOfVault(ctx, vault)),
    ...(await signsOfMachine(ctx)),
    ...(await signsOfChannels(ctx)),
  ];
  await reconcile(ctx, { signs: withoutTwins(signs), kinds: workerKinds });
  await tellAlarms(ctx);
  await sendSummaries(ctx);
  await tellChanges(ctx);
}

/** Looks whether there is a worker: what the web process does. */
export async function watchWorker(ctx: Context, worker: { alive: boolean }): Promise<void> {
  allow(ctx, "alarm:watch");
  const signs = await signsOfWorker(ctx, worker);
  const { opened, closed } = await reconcile(ctx, { signs, kinds: webKinds });
  if (!worker.alive || opened + closed > 0) await tellAlarms(ctx);
}

/** A plan without a good copy in time is one alarm, however many of its runs failed. */
function withoutTwins(signs: readonly Sign[]): Sign[] {
  const late = new Set(signs.map(({ key }) => key));
  return signs.filter(({ key, kind }) => {
    const isOfRuns = kind === "runs-failed" || kind === "runs-warned";
    return !isOfRuns || !late.has(`no-good-copy plan ${key.slice(kind.length + 1)}`);
  });
}

async function signsOfChannels(ctx: Context): Promise<Sign[]> {
  const refusing = await refusingChannels(ctx);
  const [first] = refusing;
  if (!first) return [];
  const isAlone = refusing.length === 1;
  return [
    {
      key: "channel",
      kind: "channel",
      severity: "failure",
      title: isAlone
        ? `The channel ${first.name} refuses messages`
        : `${refusing.length} channels refuse messages`,
      consequence: `${listNames(refusing.map(({ name }) => name))}: ${first.answer}. ${first.next}`,
      next: { words: "Mend the channel", path: `/alarms/channels/${first.id}` },
      subjects: refusing.map(({ name }) => name),
    },
  ];
}
