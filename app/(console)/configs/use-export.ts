"use client";

import { useState, useTransition } from "react";
import type { FailureReport } from "#lib/failures";

/** Longer than a browser takes to begin saving what it was given. */
const keptMs = 60_000;

/** Fetches a selection too large for an address, then lets the browser save it. */
export function useExport() {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, begin] = useTransition();
  const take = (ids: string[]) =>
    begin(async () => {
      const body = new URLSearchParams({ versions: ids.join(",") });
      try {
        const answer = await fetch("/api/configs/export", { method: "POST", body });
        setFailure(answer.ok ? null : (await answer.json()).error);
        if (answer.ok) save(await answer.blob(), nameOf(answer));
      } catch {
        setFailure(unreachable);
      }
    });
  return { take, pending, failure };
}

const unreachable: FailureReport = {
  cause: "unexpected",
  sentence: "The download broke off.",
  next: "Check the connection to this console, then try again.",
};

function nameOf({ headers }: Response): string {
  return /filename="([^"]+)"/.exec(headers.get("content-disposition") ?? "")?.[1] ?? "configs.zip";
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
