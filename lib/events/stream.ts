import type { Feed } from "./feed.ts";
import type { LiveEvent } from "./schema.ts";

/** What a slow browser has not taken yet; beyond it the stream ends, and the browser asks anew. */
const bufferBytesMax = 256_000;
/** A sign of life this often keeps proxies and browsers from giving the connection up. */
const heartbeatMs = 15_000;
/** A session that ended closes its streams this soon, also where no event tells. */
const livenessMs = 5_000;
/** How long a browser waits before it connects again by itself. */
const retryMs = 2_000;

/** One browser's stream. */
export interface StreamOptions {
  /** Id of the last event seen; `null`: begin now. */
  after: number | null;
  /** Whether an event is for whoever listens. */
  wants: (event: LiveEvent) => boolean;
  /** Whether whoever listens still may; asked again and again. */
  isLive: () => Promise<boolean>;
  /** Ends the stream when the process stops. */
  stopping: AbortSignal;
  /** Called once, however the stream ends. */
  onEnd: () => void;
}

/**
 * Events as a browser's `EventSource` reads them: `begin` with the id from which on they come, each
 * event with its id, `reset` when what the browser knew may be old, `heartbeat` in between. The stream
 * ends when its listener may listen no more (`signed-out` is its last word then), with the process,
 * and when it is not read.
 */
export function eventStream(feed: Feed, options: StreamOptions): ReadableStream<Uint8Array> {
  const { after, wants, isLive, stopping, onEnd } = options;
  const encoder = new TextEncoder();
  const cleanUp: (() => void)[] = [onEnd];
  const isOpen = () => cleanUp.length > 0;
  const end = () => {
    for (const clean of cleanUp.splice(0)) clean();
  };

  async function start(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const close = () => {
      if (!isOpen()) return;
      end();
      controller.close();
    };
    const send = (text: string) => {
      if (!isOpen()) return;
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) <= 0) close();
    };
    const check = async () => {
      if (await isLive()) return;
      send(message({ name: "signed-out" })); // the page says so, and keeps what was typed on it
      close();
    };
    const stop = () => {
      send(`retry: ${retryMs}\n\n`);
      close();
    };
    const heartbeat = setInterval(() => send(message({ name: "heartbeat" })), heartbeatMs);
    const checking = setInterval(() => void check().catch(close), livenessMs);
    stopping.addEventListener("abort", stop);
    cleanUp.push(() => {
      clearInterval(heartbeat);
      clearInterval(checking);
      stopping.removeEventListener("abort", stop);
    });
    if (stopping.aborted) return stop();

    send(`retry: ${retryMs}\n\n`);
    const listener = {
      onEvent: (event: LiveEvent) => {
        if (wants(event)) send(message({ id: event.id, data: event }));
        if (event.kind === "access.changed") void check().catch(close);
      },
      onReset: (lastId: number) => send(message({ name: "reset", id: lastId })),
    };
    const { from, end: endListening } = await feed.listen(listener, after);
    if (!isOpen()) return endListening(); // ended while it began
    cleanUp.push(endListening);
    send(message({ name: "begin", id: from }));
  }

  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: bufferBytesMax });
  return new ReadableStream<Uint8Array>({ start, cancel: end }, strategy);
}

/** A comment first: whoever only watches the line sees life there. */
function message({ name, id, data }: { name?: string; id?: number; data?: unknown }): string {
  const lines = [
    ":",
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(name === undefined ? [] : [`event: ${name}`]),
    `data: ${JSON.stringify(data ?? {})}`,
  ];
  return `${lines.join("\n")}\n\n`;
}
