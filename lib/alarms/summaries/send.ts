import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, write } from "#lib/db";
import { channelsToTell, queueMessage } from "#lib/notify";
import type { Message } from "#lib/notify/schema";
import { readSetting, type SettingName, writeSetting } from "#lib/settings";
import { readSummaries } from "../rules.ts";
import type { Summaries } from "../schema.ts";
import { dated } from "../words.ts";
import { dueDigest, dueReport } from "./due.ts";
import { type Evidence, gatherEvidence, type Span } from "./evidence.ts";
import { evidenceCsv, evidenceHtml, sentencesOf } from "./write.ts";

/**
 * Queues the digest and the monthly report when they are due: each span once, whatever restarts. On a
 * fresh installation both begin with the next span.
 */
export async function sendSummaries(ctx: Context): Promise<void> {
  allow(ctx, "alarm:watch");
  const { digest, report } = await readSummaries(ctx.db);
  const timeZone = await readSetting(ctx.db, "timeZone");
  const now = ctx.clock.now();
  const of = async (name: "digestSentUntil" | "reportSentUntil") => {
    const until = await readSetting(ctx.db, name);
    if (until === null) await begin(ctx, name, now);
    return { timeZone, now, sentUntil: until === null ? now : new Date(until) };
  };
  const digestSpan = dueDigest(digest, await of("digestSentUntil"));
  if (digestSpan) await send(ctx, "digest", { span: digestSpan, channels: digest.channels });
  const reportSpan = dueReport(await of("reportSentUntil"));
  if (reportSpan && report.monthly) {
    await send(ctx, "report", { span: reportSpan, channels: report.channels });
  }
}

// check: no-audit: a note of what was sent; the delivery log has the rest.
async function begin(ctx: Context, name: SettingName, at: Date): Promise<void> {
  allow(ctx, "alarm:watch");
  await write(ctx.db, (tx) => writeSetting(tx, name, { value: at.toISOString(), at }));
}

// check: no-audit: the delivery log is the record of what was sent.
async function send(
  ctx: Context,
  kind: "digest" | "report",
  { span, channels }: { span: Span; channels: Summaries["report"]["channels"] },
): Promise<void> {
  allow(ctx, "alarm:watch");
  const message = summaryOf(kind, await gatherEvidence(ctx, span));
  const now = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const name = `${kind}SentUntil` as const;
    await writeSetting(tx, name, { value: span.until.toISOString(), at: now });
    const channelIds = await chosen(tx, channels);
    await queueMessage(tx, { channelIds, message, alarmKey: null, now });
  });
}

/** Ids of the channels that are meant. */
export async function chosen(
  tx: Transaction,
  channels: Summaries["report"]["channels"],
): Promise<string[]> {
  if (channels !== "all") return channels;
  return (await channelsToTell(tx)).map(({ id }) => id);
}

function summaryOf(kind: "digest" | "report", evidence: Evidence): Message {
  const { span, counts, at } = evidence;
  const [first = "", ...others] = sentencesOf(evidence);
  const isWhole = counts.stale + counts.unprotected === 0;
  const days = `${dated(span.from)} to ${dated(span.until)}`;
  const name = `holdfast-${span.from.toISOString().slice(0, 10)}`;
  return {
    kind,
    severity: isWhole ? "good" : "warning",
    title: kind === "digest" ? `Digest: ${first}` : `Evidence of ${days}`,
    consequence: [...(kind === "digest" ? [days] : [first]), ...others].join(" "),
    next: { words: "Open the dashboard", path: "/" },
    facts: [],
    excerpt: [],
    ...(kind === "report"
      ? {
          html: evidenceHtml(evidence),
          attachments: [
            { name: `${name}.csv`, type: "text/csv", text: evidenceCsv(evidence) },
            { name: `${name}.html`, type: "text/html", text: evidenceHtml(evidence) },
          ],
        }
      : {}),
    at: at.toISOString(),
  };
}
