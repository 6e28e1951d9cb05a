"use client";

import { useEffect, useRef, useState } from "react";

/** So close to the end counts as at the end. */
const nearPx = 24;

/**
 * Keeps a scrolling region at its end while lines come, until somebody scrolls up; back at the end it
 * goes on by itself.
 */
export function useFollow(active: boolean, lines: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is the reason to scroll
  useEffect(() => {
    const region = ref.current;
    if (active && following && region) region.scrollTop = region.scrollHeight;
  }, [active, following, lines]);
  const onScroll = () => {
    const region = ref.current;
    if (!active || !region) return;
    setFollowing(region.scrollHeight - region.scrollTop - region.clientHeight < nearPx);
  };
  return { ref, following, follow: () => setFollowing((on) => !on), onScroll };
}
