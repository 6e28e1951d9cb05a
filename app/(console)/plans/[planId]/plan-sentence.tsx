import { countSources } from "#components/source-kind";
import { describeRetention, describeSchedule } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";

/** The plan as one sentence; its parts lead to where they are told at length. */
export function PlanSentence({ plan }: { plan: Plan }) {
  const { schedule, timeZone, sources, retention } = plan;
  const kinds = sources.map((source) => source.kind);
  const keeps = describeRetention(retention).replace(/^Keeps/, "keeps");
  return (
    <p className="text-base leading-5.5">
      {describeSchedule(schedule, timeZone)}, it backs up{" "}
      {sources.length > 0 ? <Part to="sources">{countSources(kinds)}</Part> : "nothing yet"} and{" "}
      <Part to="retention">{keeps}</Part>.
    </p>
  );
}

function Part({ to, children }: { to: string; children: string }) {
  return (
    <a href={`#${to}`} className="link text-foreground">
      {children}
    </a>
  );
}
