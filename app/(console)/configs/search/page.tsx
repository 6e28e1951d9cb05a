import type { Metadata } from "next";
import { Suspense } from "react";
import { Page } from "#components/page";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { platformNames } from "#lib/platforms/schema";
import { requireViewer } from "../../guard.ts";
import { devicesNow, deviceWordsNow } from "../../reads.tsx";
import { conditionsOf, problemsOf, SearchState } from "./list-state.ts";
import { SearchForm } from "./search-form.tsx";
import { SearchResults } from "./search-results.tsx";

export const metadata: Metadata = { title: "Search configs" };

export default async function SearchPage({ searchParams }: PageProps<"/configs/search">) {
  const ctx = await requireViewer();
  const state = SearchState.parse(await searchParams);
  const key = JSON.stringify(state);
  const regex = state.regex === "1";
  const problems = problemsOf({ texts: state.conditions.map(({ text }) => text), regex });
  const isAsked = conditionsOf(state).length > 0 && !problems.some(Boolean);
  return (
    <Page
      title="Search configs"
      crumbs={[{ label: "Configs", href: "/configs" }]}
      sub="Over what every device says now. Secrets are taken out before, and are not searched."
    >
      <SearchForm
        key={key}
        conditions={state.conditions}
        problems={problems}
        matchCase={state.case === "1"}
        regex={regex}
        narrows={await narrowsOf(ctx, state)}
      />
      {isAsked ? (
        <Suspense
          key={`found ${key}`}
          fallback={<SkeletonRows rows={8} label="Configurations are searched" />}
        >
          <SearchResults ctx={ctx} state={state} />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** Only what some device has can be chosen. */
async function narrowsOf(ctx: Context, { platform, tag, site }: SearchState) {
  const words = await deviceWordsNow(ctx);
  const used = new Set((await devicesNow(ctx)).map((device) => device.platform));
  const platforms = Object.entries(platformNames)
    .filter(([id]) => used.has(id as keyof typeof platformNames))
    .map(([value, label]) => ({ value, label }));
  const named = (names: Iterable<string>) => [...names].map((value) => ({ value, label: value }));
  return [
    { name: "platform", label: "Platform", options: platforms, value: platform ?? "" },
    { name: "tag", label: "Tag", options: named(words.tags.keys()), value: tag ?? "" },
    { name: "site", label: "Site", options: named(words.sites.keys()), value: site ?? "" },
  ].filter(({ options }) => options.length > 0);
}
