/**
 * One stream of events for all pages of a browser. As a SharedWorker it serves every tab; where
 * there is none, a page imports `openStream` and keeps a stream of its own.
 */

/** Nothing heard for this long, heartbeats included: the line is dead, whatever the browser says. */
const silenceMs = 45_000;
const waitMinMs = 1_000;
const waitMaxMs = 30_000;

/**
 * Opens the stream and keeps it open.
 *
 * @param {(message: object) => void} tell hears `{ type: "event", event }`, `{ type: "state",
 *   state: "live" | "paused" | "signed-out" }` and `{ type: "reset" }` (events were missed: read
 *   everything anew)
 * @param {readonly string[]} kinds of events to listen for
 * @returns {{ close(): void, wake(): void }} `wake` tries at once instead of waiting
 */
export function openStream(tell, kinds) {
  let source;
  let lastId = "";
  let waitMs = waitMinMs;
  let retry;
  let watch;
  let state = "paused";

  const become = (next) => {
    if (state === next) return;
    state = next;
    tell({ type: "state", state });
  };
  const heard = () => {
    clearTimeout(watch);
    watch = setTimeout(() => lost(), silenceMs);
  };
  const onEvent = (message) => {
    heard();
    if (message.lastEventId) lastId = message.lastEventId;
    const body = message.data ? JSON.parse(message.data) : {};
    const kind = body.kind ?? message.type;
    if (kind === "reset") tell({ type: "reset" });
    else tell({ type: "event", event: { id: Number(message.lastEventId), ...body, kind } });
  };
  const connect = () => {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(lastId ? `/api/events?after=${lastId}` : "/api/events");
    source.onopen = () => {
      waitMs = waitMinMs;
      heard();
      become("live");
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) lost();
      else become("paused");
    };
    source.addEventListener("heartbeat", heard);
    for (const kind of ["message", "reset", ...kinds]) source.addEventListener(kind, onEvent);
    heard();
  };
  const lost = async () => {
    clearTimeout(watch);
    source?.close();
    if (await isSignedOut()) {
      become("signed-out");
      return;
    }
    become("paused");
    retry = setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, waitMaxMs);
  };

  connect();
  return {
    close: () => {
      clearTimeout(watch);
      clearTimeout(retry);
      source?.close();
    },
    wake: () => {
      if (source?.readyState !== EventSource.OPEN) connect();
    },
  };
}

/** A refused stream does not say why; the status does. */
async function isSignedOut() {
  try {
    const answer = await fetch("/api/status", { method: "HEAD", credentials: "same-origin" });
    return answer.status === 401;
  } catch {
    return false;
  }
}

if ("onconnect" in globalThis) {
  const ports = new Set();
  let stream;
  let last = { type: "state", state: "paused" };

  const tellAll = (message) => {
    if (message.type === "state") last = message;
    for (const port of ports) port.postMessage(message);
  };
  globalThis.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => {
      if (data.type === "bye") {
        ports.delete(port);
        if (ports.size > 0) return;
        stream?.close();
        stream = undefined;
        last = { type: "state", state: "paused" };
        return;
      }
      ports.add(port);
      if (stream) stream.wake();
      else stream = openStream(tellAll, data.kinds);
      port.postMessage(last);
    };
  };
}
