"use client";

import { type ReactNode, useCallback } from "react";
import type { OpenGap } from "#components/compare/diff-parts";
import { DiffView } from "#components/compare/diff-view";
import type { Comparison } from "#lib/versions/schema";
import { openFileGapAction } from "./actions.ts";

interface FileDiffProps {
  comparison: Comparison;
  path: string;
  /** Runs of the two archives, the older first. */
  a: number;
  b: number;
  summary: ReactNode;
  empty: ReactNode;
}

/** Two texts of a file, one line below the other. */
export function FileDiff({ comparison, path, a, b, summary, empty }: FileDiffProps) {
  const openGap = useCallback<OpenGap>(
    (rows) => openFileGapAction({ path, a, b, ...rows }),
    [path, a, b],
  );
  return (
    <DiffView comparison={comparison} openGap={openGap} summary={summary} empty={empty} isNarrow />
  );
}
