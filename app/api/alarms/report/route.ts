import { z } from "zod";
import { parseInput } from "#lib/access";
import { evidenceCsv, evidenceHtml, gatherEvidence, lastMonth } from "#lib/alarms";
import { readSetting } from "#lib/settings";
import { signedIn } from "../../guard.ts";

const Asked = z.object({
  format: z.enum(["html", "csv"], "The report is given as html or csv.").default("html"),
  /** `last`: the month that ended; `present`: the one that goes on. */
  month: z.enum(["last", "present"], "The month is last or present.").default("last"),
});

/** The evidence of a month: what is protected, verified and failed. */
export const GET = signedIn(async ({ ctx }, request) => {
  const { format, month } = parseInput(
    Asked,
    Object.fromEntries(new URL(request.url).searchParams),
  );
  const now = ctx.clock.now();
  const last = lastMonth(await readSetting(ctx.db, "timeZone"), now);
  const span = month === "last" ? last : { from: last.until, until: now };
  const evidence = await gatherEvidence(ctx, span);
  const isHtml = format === "html";
  const name = `holdfast-evidence-${span.from.toISOString().slice(0, 10)}.${format}`;
  return new Response(isHtml ? evidenceHtml(evidence) : evidenceCsv(evidence), {
    headers: {
      "content-type": `text/${format}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  });
});
