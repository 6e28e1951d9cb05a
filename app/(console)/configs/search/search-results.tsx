import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Alert, Problem } from "#components/ui/alert";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import { asFailure, type FailureReport } from "#lib/failures";
import type { Device } from "#lib/inventory/schema";
import { searchConfigs } from "#lib/versions";
import type { SearchResult } from "#lib/versions/schema";
import { devicesNow } from "../../reads.tsx";
import { AnswerCard } from "./answer-card.tsx";
import { conditionsOf, type SearchState } from "./list-state.ts";

/** As many devices without a copy are named; the rest is counted. */
const namedMax = 10;

/** What the fleet answers, and what could not be searched. */
export async function SearchResults({ ctx, state }: { ctx: Context; state: SearchState }) {
  const devices = (await devicesNow(ctx)).filter((device) => isAsked(device, state));
  const found = await search(ctx, state, devices);
  if ("failure" in found) return <Problem failure={found.failure} />;
  const { result } = found;
  const byId = new Map(devices.map((device) => [device.id, device]));
  const largest = result.answers[0]?.deviceIds.length ?? 0;
  return (
    <>
      <Findings result={result} devices={byId} />
      {result.answers.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState title="No configuration matches">
            Secrets are taken out before, so they are not found either.
          </EmptyState>
        </div>
      ) : (
        <ul className="flex flex-col gap-3">
          {result.answers.map((answer) => (
            <AnswerCard
              key={answer.deviceIds[0]}
              answer={answer}
              devices={answer.deviceIds.flatMap((id) => byId.get(id) ?? [])}
              share={answer.deviceIds.length / largest}
            />
          ))}
        </ul>
      )}
      {result.differentAnswers > result.answers.length ? (
        <p className="text-muted-foreground">
          {plural(result.differentAnswers - result.answers.length, "more different answer")} of
          fewer devices. Add a condition to see them.
        </p>
      ) : null}
    </>
  );
}

function Findings({ result, devices }: { result: SearchResult; devices: Map<string, Device> }) {
  const { searched, bytes, without, damaged, differentAnswers } = result;
  return (
    <div role="status">
      <h2 className="text-base font-semibold tabular-nums">
        {formatCount(result.devices)} of {plural(searched, "device")},{" "}
        {plural(differentAnswers, "different answer")}
      </h2>
      <p className="text-muted-foreground">
        Searched {plural(searched, "config")}, {formatBytes(bytes)}.{" "}
        {without.length > 0 ? (
          <>
            {formatCount(without.length)} {without.length === 1 ? "was" : "were"} not searched, as
            there is no copy: <Names ids={without} devices={devices} />.
          </>
        ) : null}
      </p>
      {damaged.length > 0 ? (
        <Alert tone="warning" className="mt-2" title="Some stored texts are damaged">
          Not searched: <Names ids={damaged} devices={devices} />. The archives of that time have
          the same texts.
        </Alert>
      ) : null}
    </div>
  );
}

function Names({ ids, devices }: { ids: string[]; devices: Map<string, Device> }) {
  const more = ids.length - namedMax;
  return (
    <>
      {ids.slice(0, namedMax).map((id, index) => (
        <span key={id}>
          {index > 0 ? ", " : ""}
          <Link href={`/devices/${id}`} className="link">
            {devices.get(id)?.name ?? "a device that was removed"}
          </Link>
        </span>
      ))}
      {more > 0 ? ` and ${plural(more, "other")}` : ""}
    </>
  );
}

async function search(
  ctx: Context,
  state: SearchState,
  devices: readonly Device[],
): Promise<{ result: SearchResult } | { failure: FailureReport }> {
  const conditions = conditionsOf(state);
  const terms = { conditions, matchCase: state.case === "1", regex: state.regex === "1" };
  try {
    const deviceIds = devices.map(({ id }) => id);
    return { result: await searchConfigs(ctx, { ...terms, deviceIds }) };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.causeName === "unexpected") throw error;
    return { failure: failure.report() };
  }
}

function isAsked(device: Device, { platform, tag, site }: SearchState): boolean {
  return (
    (!platform || device.platform === platform) &&
    (!tag || device.tags.includes(tag.toLowerCase())) &&
    (!site || device.site === site)
  );
}
