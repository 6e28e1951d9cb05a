"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";

/** How often ages on a page are counted anew. */
const tickMs = 5_000;
/** A browser's clock that differs by less is taken as right; the rest is the way of the page. */
const skewIgnoredMs = 10_000;

interface ClockValue {
  /** The server's time when the page was made; what the first paint shows. */
  servedAt: number;
  /** Server time minus browser time. */
  skewMs: number;
  /** Zone in which times are shown. */
  timeZone: string;
  /** The zone of the settings, whatever is shown. */
  homeZone: string;
  setUtc: (utc: boolean) => void;
}

const ClockContext = createContext<ClockValue | null>(null);

interface ClockProviderProps {
  now: Date;
  timeZone: string;
  /** Whether this browser chose to see UTC. */
  utc: boolean;
  children: ReactNode;
}

/** Gives every time on the page one clock and one zone. */
export function ClockProvider({ now, timeZone, utc, children }: ClockProviderProps) {
  const router = useRouter();
  const [shownUtc, setShownUtc] = useState(utc);
  const [served] = useState(() => {
    const skew = now.getTime() - Date.now();
    return { at: now.getTime(), skewMs: Math.abs(skew) < skewIgnoredMs ? 0 : skew };
  });
  const setUtc = useCallback(
    (wanted: boolean) => {
      setShownUtc(wanted);
      rememberChoice("holdfast-zone", wanted ? "utc" : null);
      router.refresh();
    },
    [router],
  );
  const value = useMemo(
    () => ({
      servedAt: served.at,
      skewMs: served.skewMs,
      timeZone: shownUtc ? "UTC" : timeZone,
      homeZone: timeZone,
      setUtc,
    }),
    [served, shownUtc, timeZone, setUtc],
  );
  return <ClockContext value={value}>{children}</ClockContext>;
}

export function useClock(): ClockValue {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error("A time needs a ClockProvider above it.");
  return clock;
}

/** The time, counted on; the same on server and first paint. */
export function useNow(): Date {
  const { servedAt, skewMs } = useClock();
  const ticks = useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / tickMs),
    () => null,
  );
  return new Date(ticks === null ? servedAt : Date.now() + skewMs);
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all times on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A year: a choice of how to look at things, on this browser only. */
const choiceSeconds = 31_536_000;

/** Keeps a choice of this browser where the server sees it, so that the first paint is right. */
export function rememberChoice(name: string, value: string | null): void {
  const age = value === null ? 0 : choiceSeconds;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and without TLS
  document.cookie = `${name}=${value ?? ""}; Path=/; Max-Age=${age}; SameSite=Strict${secure}`;
}
