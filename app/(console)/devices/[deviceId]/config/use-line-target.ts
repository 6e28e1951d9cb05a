"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { lineOfHash } from "#components/config/bounds";
import type { ConfigTextState } from "./use-config-text.ts";

/**
 * The line that the address points at: it is brought into view, after the rest of the text was
 * fetched where it stands in there.
 */
export function useLineTarget({ lines, isWhole, showAll }: ConfigTextState) {
  const [target, setTarget] = useState<number | null>(null);
  const [sought, setSought] = useState<{ line: number } | null>(null);
  const seek = () => {
    const line = lineOfHash(location.hash);
    setTarget(line);
    setSought(line === null ? null : { line });
  };
  const onHash = useEffectEvent(seek);
  useEffect(() => {
    const listener = () => onHash();
    listener();
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);
  const show = useEffectEvent((line: number) => {
    if (line > lines.length && !isWhole) return showAll();
    document
      .getElementById(`L${Math.min(line, lines.length)}`)
      ?.scrollIntoView({ block: "center" });
  });
  useEffect(() => {
    if (sought && lines.length > 0) show(sought.line);
  }, [sought, lines.length]);
  /** Points the address at a line; one of its own place is sought again. */
  const go = (line: number) => {
    const hash = `#L${Math.max(1, line)}`;
    if (location.hash === hash) seek();
    else location.hash = hash;
  };
  return { target, go };
}
