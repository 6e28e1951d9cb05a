"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import { afterPress } from "#components/press";
import type { EventKind, LiveEvent } from "#lib/events/schema";

/** A page reads itself anew at most twice a second. */
const refreshMs = 500;

/** `connecting` on the first paint, before anything is known. */
export type Connection = "connecting" | "live" | "paused" | "signed-out";

type Message =
  | { type: "event"; event: LiveEvent }
  | { type: "state"; state: Connection }
  | { type: "reset" };
type Listener = (message: Message) => void;

const ConnectionContext = createContext<Connection>("connecting");
const HubContext = createContext<Hub>(makeHub());

/** A page that is just being shown also hears what happened while it was on its way. */
const replayMs = 2_000;

/**
 * Holds the one stream of events for everything below it.
 *
 * @param props.since id of the newest event when the server made the page
 */
export function LiveProvider({ since, children }: { since: number; children: ReactNode }) {
  const [connection, setConnection] = useState<Connection>("connecting");
  const [hub] = useState(makeHub);
  const [firstId] = useState(since);
  const hear = useEffectEvent((message: Message) => {
    if (message.type === "state") {
      setConnection(message.state);
      hub.become(message.state);
    } else
      hub.tell(message.type === "event" ? { ...message, event: dated(message.event) } : message);
  });
  useEffect(() => open((message) => hear(message), firstId), [firstId]);
  return (
    <HubContext value={hub}>
      <ConnectionContext value={connection}>{children}</ConnectionContext>
    </HubContext>
  );
}

interface Hub {
  tell(message: Message): void;
  listen(listener: Listener): () => void;
  become(connection: Connection): void;
  /** Calls at once, or when the server is heard again: asking it meanwhile would leave the page. */
  whenReachable(call: () => void): void;
}

function makeHub(): Hub {
  const listeners = new Set<Listener>();
  const held = new Set<() => void>();
  let recent: { at: number; message: Message }[] = [];
  let connection: Connection = "connecting";
  return {
    become(next) {
      connection = next;
      if (next !== "live") return;
      for (const call of held) call();
      held.clear();
    },
    whenReachable(call) {
      if (connection === "paused") held.add(call);
      else call();
    },
    tell(message) {
      const now = performance.now();
      recent = [...recent.filter(({ at }) => now - at < replayMs), { at: now, message }];
      for (const listener of listeners) listener(message);
    },
    listen(listener) {
      listeners.add(listener);
      const now = performance.now();
      for (const { at, message } of recent) if (now - at < replayMs) listener(message);
      return () => void listeners.delete(listener);
    },
  };
}

/** A time comes over the line as text. */
function dated(event: LiveEvent): LiveEvent {
  return { ...event, at: new Date(event.at) };
}

export function useConnection(): Connection {
  return useContext(ConnectionContext);
}

/**
 * Calls `handler` for events of these kinds while the component is shown. With `onReset`, it hears
 * when events were missed and what it shows must be read anew.
 */
export function useLive<K extends EventKind>(
  kinds: readonly K[],
  handler: (event: Extract<LiveEvent, { kind: K }>) => void,
  onReset?: () => void,
): void {
  const { listen } = useContext(HubContext);
  const hear = useEffectEvent((message: Message) => {
    if (message.type === "reset") onReset?.();
    if (message.type === "event" && isOneOf(kinds, message.event)) handler(message.event);
  });
  useEffect(() => listen((message) => hear(message)), [listen]);
}

function isOneOf<K extends EventKind>(
  kinds: readonly K[],
  event: LiveEvent,
): event is Extract<LiveEvent, { kind: K }> {
  return (kinds as readonly EventKind[]).includes(event.kind);
}

interface RefreshOnProps {
  kinds: readonly EventKind[];
  /** Only events about the row with this id; or of a plan's runs when it is the plan's. */
  subject?: string;
}

/** Reads the page anew when something of these kinds happens; a hidden tab waits until it is seen. */
export function RefreshOn({ kinds, subject }: RefreshOnProps) {
  const router = useRouter();
  const hub = useContext(HubContext);
  const [read] = useState(() => () => router.refresh());
  const [refresh] = useState(() => calm(() => hub.whenReachable(read)));
  useLive(
    kinds,
    (event) => {
      if (!subject || event.subjectId === subject || planOf(event) === subject) refresh();
    },
    refresh,
  );
  return null;
}

function planOf(event: LiveEvent): string | null {
  return "planId" in event.data ? event.data.planId : null;
}

/** Lets one call through at once and one more after the pause, however many are made. */
function calm(call: () => void): () => void {
  let waiting = false;
  let again = false;
  const go = () => {
    if (document.hidden) {
      document.addEventListener("visibilitychange", go, { once: true });
      return;
    }
    afterPress(call);
    again = false;
    setTimeout(() => {
      waiting = false;
      if (again) request();
    }, refreshMs);
  };
  const request = () => {
    again = waiting;
    if (waiting) return;
    waiting = true;
    go();
  };
  return request;
}

interface Stream {
  close(): void;
  wake(): void;
}

const script = "/live-worker.js";

/** Joins the browser's shared stream, or opens one where workers cannot be shared. */
function open(hear: Listener, since: number): () => void {
  const stream = "SharedWorker" in globalThis ? joinShared(hear, since) : openOwn(hear, since);
  const wake = () => {
    if (!document.hidden) stream.wake();
  };
  const leave = () => stream.close();
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  addEventListener("pagehide", leave);
  return () => {
    document.removeEventListener("visibilitychange", wake);
    removeEventListener("online", wake);
    removeEventListener("pageshow", wake);
    removeEventListener("pagehide", leave);
    stream.close();
  };
}

function joinShared(hear: Listener, since: number): Stream {
  const worker = new SharedWorker(script, { type: "module", name: "holdfast-live" });
  let lastId = since;
  let left = false;
  worker.port.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.type === "event") lastId = data.event.id;
    hear(data);
  };
  const join = () => {
    left = false;
    worker.port.postMessage({ type: "hello", since: lastId });
  };
  join();
  return {
    close: () => {
      left = true;
      worker.port.postMessage({ type: "bye" });
    },
    // A page that comes back from the browser's cache joins anew.
    wake: () => (left ? join() : worker.port.postMessage({ type: "wake" })),
  };
}

function openOwn(hear: Listener, since: number): Stream {
  let stream: Stream | undefined;
  let closed = false;
  import(/* webpackIgnore: true */ /* turbopackIgnore: true */ script).then((module) => {
    if (!closed) stream = module.openStream(hear, since);
  });
  return {
    close: () => {
      closed = true;
      stream?.close();
    },
    wake: () => stream?.wake(),
  };
}
