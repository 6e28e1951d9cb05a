import { expect, it } from "vitest";
import type { Answer, ChannelKindId, Message } from "#lib/notify/schema";
import { alarm, recovery } from "./notify.ts";
import { type Received, type Reply, receiver } from "./receiver.ts";

/** One kind against a server that answers as its service documents. */
export interface Case {
  settings: (origin: string) => Record<string, string>;
  /** What the service is sent for the alarm, and for its recovery. */
  request: { method?: string; path: string; headers?: Record<string, string>; body: unknown };
  recovered: { path?: string; body: unknown };
  accepts: Reply;
  /** An answer that stays a no, and how the log says it. */
  refuses: [Reply, string];
  /** The answer of a service that is asked too often, and for how long it wants to be left alone. */
  busy: [Reply, number];
}

export const json = (status: number, body: unknown, headers = {}): Reply => ({
  ...{ status, headers: { "content-type": "application/json", ...headers } },
  body: JSON.stringify(body),
});
export const link = "https://backup.example.org/devices/7?tab=key#host-key";
export const consequence =
  "Nothing is sent until you decide. No good copy since <8 November> & later.";
export const asHtml =
  "Nothing is sent until you decide. No good copy since &lt;8 November&gt; &amp; later.";
export const facts = "Device: edge-fra-02\nLast good copy: 9 d 4 h ago";
export const excerpt = "    -interface *Gi0/1*\n    +interface `Gi0/2`";
export const plain = `${consequence}\n\n${facts}\n\n${excerpt}`;
export const plainWithLink = `${plain}\n\nReview host key: ${link}`;
export const open = "It was open for 9 d 4 h.";

/** One try through the room itself. */
export type Attempt = (
  id: ChannelKindId,
  what: { settings: Record<string, string>; message: Message },
) => Promise<{ outcome: string; answer: Answer; retryAfterMs: number | null }>;

/** Everything that is shown of a kind: both messages, its answers, its limits. */
export function showKind(attempt: Attempt) {
  return (id: ChannelKindId, each: Case) => showOne(id, each, attempt);
}

function showOne(id: ChannelKindId, each: Case, attempt: Attempt): void {
  const send = async ({ message, reply }: { message: Message; reply: Reply }) => {
    const { origin, received } = await receiver(reply);
    const verdict = await attempt(id, { settings: each.settings(origin), message });
    const [request] = received as [Received];
    return { verdict, request, body: JSON.parse(request.body) as unknown };
  };
  it("is sent an alarm as its service documents, and its recovery", async () => {
    const { verdict, request, body } = await send({
      message: alarm,
      reply: each.accepts,
    });
    expect(body).toEqual(each.request.body);
    expect(request).toMatchObject({
      method: each.request.method ?? "POST",
      path: each.request.path,
      headers: { "content-type": "application/json", ...each.request.headers },
    });
    expect(verdict).toMatchObject({ outcome: "taken", answer: { next: null } });
    const ended = await send({ message: recovery, reply: each.accepts });
    expect(ended.body).toEqual(each.recovered.body);
    expect(ended.request.path).toBe(each.recovered.path ?? each.request.path);
    expect(ended.verdict.outcome).toBe("taken");
  });

  it("is understood when it refuses, and when it is busy", async () => {
    const [refusal, words] = each.refuses;
    const refused = await send({ message: alarm, reply: refusal });
    expect(refused.verdict).toMatchObject({ outcome: "refused", answer: { words } });
    expect(refused.verdict.answer.text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(refused.verdict.answer.text).toContain(refusal.body ?? "");
    const [reply, retryAfterMs] = each.busy;
    const busy = await send({ message: alarm, reply });
    expect(busy.verdict).toMatchObject({ outcome: "again", retryAfterMs });
  });

  it("is never sent more than it takes, nor half a character", async () => {
    const long = "🛟<&`*_é".repeat(8_000);
    const message = {
      ...alarm,
      ...{ title: long, consequence: long, excerpt: Array<string>(3_000).fill(long.slice(0, 90)) },
      facts: [{ name: long, value: long }, ...alarm.facts],
    };
    const { request } = await send({ message, reply: each.accepts });
    expect(request.body.isWellFormed()).toBe(true);
    expect(request.body).not.toMatch(/\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])/i); // a lone half, as JSON
    for (const [path, max] of limits[id] ?? []) {
      const found = path.reduce<unknown>(
        (at, key) => (at as Record<string, unknown>)[key],
        JSON.parse(request.body),
      );
      expect(String(found).length, path.join(".")).toBeLessThanOrEqual(max);
      expect(String(found).length, path.join(".")).toBeGreaterThan(max / 4);
    }
    expect(Buffer.byteLength(request.body)).toBeLessThan(bytes[id] ?? Number.POSITIVE_INFINITY);
  });
}

/** What services document as their limits, in characters. */
const limits: Partial<Record<ChannelKindId, [(string | number)[], number][]>> = {
  slack: [
    [["attachments", 0, "blocks", 0, "text", "text"], 150],
    [["attachments", 0, "blocks", 1, "text", "text"], 3_000],
  ],
  discord: [
    [["embeds", 0, "title"], 256],
    [["embeds", 0, "description"], 4_096],
  ],
  telegram: [[["text"], 4_096]],
  pushover: [
    [["title"], 250],
    [["message"], 1_024],
  ],
  pagerduty: [[["payload", "summary"], 1_024]],
  opsgenie: [
    [["message"], 130],
    [["description"], 15_000],
  ],
};

/** Of the whole request, in bytes. */
const bytes: Partial<Record<ChannelKindId, number>> = {
  teams: 28_000,
  matrix: 65_536,
  ntfy: 8_192,
  pagerduty: 512_000,
};
