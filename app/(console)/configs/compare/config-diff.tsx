"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useTransition } from "react";
import type { OpenGap } from "#components/compare/diff-parts";
import { DiffView } from "#components/compare/diff-view";
import type { Comparison } from "#lib/versions/schema";
import { openGapAction } from "./actions.ts";
import { pairAddress } from "./list-state.ts";

interface ConfigDiffProps {
  comparison: Comparison;
  pair: { a: string; b: string; withVolatile: boolean };
  summary: ReactNode;
  empty: ReactNode;
}

/** Two versions compared; whether volatile lines are hidden stands in the address. */
export function ConfigDiff({ comparison, pair, summary, empty }: ConfigDiffProps) {
  const { a, b, withVolatile } = pair;
  const router = useRouter();
  const [pending, begin] = useTransition();
  const onHide = (hide: boolean) =>
    begin(() => {
      const volatile = hide ? undefined : ("1" as const);
      router.replace(pairAddress({ a, b, volatile }), { scroll: false });
    });
  const openGap = useCallback<OpenGap>(
    (rows) => openGapAction({ a, b, withVolatile, ...rows }),
    [a, b, withVolatile],
  );
  const { volatile } = comparison;
  return (
    <DiffView
      comparison={comparison}
      openGap={openGap}
      summary={summary}
      empty={empty}
      volatile={{ lines: volatile.a + volatile.b, hides: !withVolatile, onHide, pending }}
    />
  );
}
