/**
 * One stream of events for all pages of a browser. As a SharedWorker it serves every tab; where
 * there is none, a page imports `openStream` and keeps a stream of its own.
 */

/** Nothing heard for this long, heartbeats included: the line is dead, whatever the browser says. */
const silenceMs = 45_000;
const waitMinMs = 1_000;
const waitMaxMs = 30_000;
/** As many events are kept for pages that were made before they joined. */
const recentMax = 200;

/**
 * Opens the stream and keeps it open.
 *
 * @param {(message: object) => void} tell hears `{ type: "event", event }`, `{ type: "state",
 *   state: "live" | "paused" | "signed-out" }` and `{ type: "reset" }` (what is shown may be old:
 *   read everything anew)
 * @param {number} since id of the last event that is known
 * @returns {{ close(): void, wake(): void }} `wake` tries at once instead of waiting
 */
export function openStream(tell, since) {
  let source;
  let lastId = since;
  let waitMs = waitMinMs;
  let retry;
  let watch;
  let state = "connecting";

  const become = (next) => {
    if (state === next) return;
    state = next;
    tell({ type: "state", state });
  };
  const heard = (message) => {
    if (message.lastEventId) lastId = Number(message.lastEventId);
    clearTimeout(watch);
    watch = setTimeout(lost, silenceMs);
  };
  const lost = async () => {
    clearTimeout(watch);
    clearTimeout(retry);
    source?.close();
    become("paused");
    if (await isSignedOut()) {
      become("signed-out");
      return;
    }
    retry = setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, waitMaxMs);
  };
  const signedOut = () => {
    clearTimeout(watch);
    source.close();
    become("signed-out");
  };
  const connect = () => {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(`/api/events?after=${lastId}`);
    source.onopen = () => {
      waitMs = waitMinMs;
      become("live");
    };
    // The browser tries again by itself, unless it was refused.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) lost();
      else become("paused");
    };
    listen(source, { heard, tell, signedOut });
    watch = setTimeout(lost, silenceMs);
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

/** Hands on what the stream says. */
function listen(source, { heard, tell, signedOut }) {
  source.addEventListener("begin", heard);
  source.addEventListener("heartbeat", heard);
  source.addEventListener("signed-out", signedOut);
  source.addEventListener("reset", (message) => {
    heard(message);
    tell({ type: "reset" });
  });
  source.addEventListener("message", (message) => {
    heard(message);
    tell({ type: "event", event: JSON.parse(message.data) });
  });
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
  let state = "connecting";
  /** The stream's beginning: what happened before it is not among the recent events. */
  let begunAfter = 0;
  let recent = [];

  const tellAll = (message) => {
    if (message.type === "state") state = message.state;
    if (message.type === "event") recent = [...recent.slice(1 - recentMax), message];
    for (const port of ports) port.postMessage(message);
  };
  const welcome = (port, since) => {
    ports.add(port);
    if (stream) {
      stream.wake();
      const oldest = recent.length < recentMax ? begunAfter : recent[0].event.id - 1;
      if (since < oldest) port.postMessage({ type: "reset" });
      for (const message of recent) if (message.event.id > since) port.postMessage(message);
    } else {
      begunAfter = since;
      recent = [];
      stream = openStream(tellAll, since);
    }
    port.postMessage({ type: "state", state });
  };
  const leave = (port) => {
    ports.delete(port);
    if (ports.size > 0) return;
    stream?.close();
    stream = undefined;
    state = "connecting";
  };
  globalThis.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => {
      if (data.type === "hello") welcome(port, data.since);
      if (data.type === "wake") stream?.wake();
      if (data.type === "bye") leave(port);
    };
  };
}
