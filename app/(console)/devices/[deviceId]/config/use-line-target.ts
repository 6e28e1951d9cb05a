"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
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
  const isComing = useRef(true);
  const onHash = useEffectEvent(seek);
  useEffect(() => {
    const listener = () => onHash();
    listener();
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);
  const show = useEffectEvent((line: number) => {
    if (line > lines.length && !isWhole) return showAll();
    const found = document.getElementById(`L${Math.min(line, lines.length)}`);
    // The browser went there while the page was coming; who has scrolled on since is left there.
    const isThere = isComing.current && found?.matches(":target");
    isComing.current = false;
    if (!isThere) found?.scrollIntoView({ block: "center" });
  });
  useEffect(() => {
    if (sought && lines.length > 0) show(sought.line);
  }, [sought, lines.length]);
  // Lines are HTML and no elements of React: the one that is meant is marked where it stands.
  useEffect(() => {
    const marked = lines.length > 0 ? document.getElementById(`L${target}`) : null;
    if (!marked) return;
    marked.dataset.target = "";
    return () => {
      delete marked.dataset.target;
    };
  }, [target, lines]);
  /** Points the address at a line; one of its own place is sought again. */
  const go = (line: number) => {
    const hash = `#L${Math.max(1, line)}`;
    if (location.hash === hash) seek();
    else location.hash = hash;
  };
  return { target, go };
}
