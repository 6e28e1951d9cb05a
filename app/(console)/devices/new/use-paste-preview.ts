"use client";

import { useEffect, useState } from "react";
import type { PreviewedLine } from "#lib/inventory";
import { previewPasteAction } from "../actions.ts";

/** A list is looked through once typing pauses. */
const pauseMs = 400;

/** What each line of a pasted list would do; `null` until that is known of the list as it is. */
export function usePastePreview(text: string): PreviewedLine[] | null {
  const [seen, setSeen] = useState<{ text: string; lines: PreviewedLine[] } | null>(null);
  useEffect(() => {
    if (text.trim() === "") return;
    let left = false;
    const timer = setTimeout(async () => {
      const found = await previewPasteAction({ text });
      if (!left && found.ok) setSeen({ text, lines: found.value });
    }, pauseMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text]);
  return seen?.text === text ? seen.lines : null;
}

/** Whether a line would become a device. */
export function wouldAdd({ problem, twin, repeats, namesake }: PreviewedLine): boolean {
  return !problem && !twin && repeats === null && !namesake;
}
