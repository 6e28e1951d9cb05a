import { describe, expect, it } from "vitest";
import { alarm, recovery, sendMeans } from "../../test/notify.ts";
import { type Received, type Reply, receiver } from "../../test/receiver.ts";
import { kinds } from "./channels/list.ts";
import { noteOf } from "./note.ts";
import type { ChannelKindId, Message } from "./schema.ts";
import { sendOnce } from "./send/send.ts";

/** One kind against a server that answers as its service documents. */
interface Case {
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

const json = (status: number, body: unknown, headers = {}): Reply => ({
  ...{ status, headers: { "content-type": "application/json", ...headers } },
  body: JSON.stringify(body),
});
const link = "https://backup.example.org/devices/7?tab=key#host-key";
const consequence = "Nothing is sent until you decide. No good copy since <8 November> & later.";
const asHtml =
  "Nothing is sent until you decide. No good copy since &lt;8 November&gt; &amp; later.";
const facts = "Device: edge-fra-02\nLast good copy: 9 d 4 h ago";
const excerpt = "    -interface *Gi0/1*\n    +interface `Gi0/2`";
const plain = `${consequence}\n\n${facts}\n\n${excerpt}`;
const plainWithLink = `${plain}\n\nReview host key: ${link}`;
const open = "It was open for 9 d 4 h.";

const cases: Partial<Record<ChannelKindId, Case>> = {
  webhook: {
    settings: (origin) => ({ url: `${origin}/hook?key=abc`, headers: "X-Key: canary-header" }),
    request: {
      path: "/hook?key=abc",
      headers: { "x-key": "canary-header", "content-type": "application/json" },
      body: {
        ...{ id: "d1", kind: "alarm", severity: "failure", title: alarm.title, consequence },
        next: { words: "Review host key", url: link },
        ...{ facts: alarm.facts, excerpt: alarm.excerpt, alarm: "host-key:7", at: alarm.at },
      },
    },
    recovered: { body: expect.objectContaining({ kind: "recovery", severity: "good" }) },
    accepts: { status: 204 },
    refuses: [json(401, { error: "token revoked" }), "401 token revoked"],
    busy: [{ status: 429, headers: { "retry-after": "30" } }, 30_000],
  },
  slack: {
    settings: (origin) => ({ url: `${origin}/services/T01/B02/canarySlackPath` }),
    request: {
      path: "/services/T01/B02/canarySlackPath",
      body: {
        text: alarm.title,
        attachments: [
          {
            color: "#d23c3c",
            blocks: [
              { type: "header", text: { type: "plain_text", text: alarm.title, emoji: false } },
              {
                type: "section",
                text: {
                  type: "mrkdwn",
                  text: `${asHtml}\n\n*Device*: edge-fra-02\n*Last good copy*: 9 d 4 h ago\n\n\`\`\`\n-interface *Gi0/1*\n+interface \`Gi0/2\`\n\`\`\`\n\n<${link}|Review host key>`,
                  verbatim: true,
                },
              },
            ],
          },
        ],
      },
    },
    recovered: { body: expect.objectContaining({ text: recovery.title }) },
    accepts: { status: 200, body: "ok" },
    refuses: [{ status: 404, body: "no_service" }, "404 no_service"],
    busy: [{ status: 429, headers: { "retry-after": "1" }, body: "rate_limited" }, 1_000],
  },
  teams: {
    settings: (origin) => ({ url: `${origin}/workflows/1/triggers/manual?sig=canarySignature` }),
    request: {
      path: "/workflows/1/triggers/manual?sig=canarySignature",
      body: {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            contentUrl: null,
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [
                {
                  ...{ type: "TextBlock", text: alarm.title, wrap: true, weight: "bolder" },
                  ...{ size: "medium", color: "attention" },
                },
                { type: "TextBlock", text: consequence, wrap: true },
                {
                  type: "FactSet",
                  facts: [
                    { title: "Device", value: "edge-fra-02" },
                    { title: "Last good copy", value: "9 d 4 h ago" },
                  ],
                },
                {
                  ...{ type: "TextBlock", wrap: true, fontType: "monospace", size: "small" },
                  text: "-interface \\*Gi0/1\\*\n\n+interface \\`Gi0/2\\`",
                },
              ],
              actions: [{ type: "Action.OpenUrl", title: "Review host key", url: link }],
            },
          },
        ],
      },
    },
    recovered: { body: expect.objectContaining({ type: "message" }) },
    accepts: { status: 202 },
    refuses: [
      json(401, {
        error: {
          code: "DirectApiAuthorizationRequired",
          message: "The request must be authenticated.",
        },
      }),
      "401 The request must be authenticated.",
    ],
    busy: [{ status: 429, headers: { "retry-after": "17" } }, 17_000],
  },
  discord: {
    settings: (origin) => ({ url: `${origin}/api/webhooks/1/canaryDiscordToken` }),
    request: {
      path: "/api/webhooks/1/canaryDiscordToken",
      body: {
        embeds: [
          {
            title: "edge\\-fra\\-02\\: host key changed",
            description: `Nothing is sent until you decide. No good copy since \\<8 November\\> & later.\n\n**Device**: edge\\-fra\\-02\n**Last good copy**: 9 d 4 h ago\n\n\`\`\`\n-interface *Gi0/1*\n+interface \`Gi0/2\`\n\`\`\`\n\n[Review host key](<${link}>)`,
            color: 0xd23c3c,
            timestamp: alarm.at,
            url: link,
          },
        ],
        allowed_mentions: { parse: [] },
      },
    },
    recovered: { body: expect.objectContaining({ allowed_mentions: { parse: [] } }) },
    accepts: { status: 204 },
    refuses: [json(404, { message: "Unknown Webhook", code: 10_015 }), "404 Unknown Webhook"],
    busy: [
      json(429, { message: "You are being rate limited.", retry_after: 0.65, global: false }),
      650,
    ],
  },
  telegram: {
    settings: (server) => ({ server, token: "123456:canary-telegram", chat: "-100200" }),
    request: {
      path: "/bot123456:canary-telegram/sendMessage",
      body: {
        chat_id: "-100200",
        text: `<b>${alarm.title}</b>\n\n${asHtml}\n\n<b>Device</b>: edge-fra-02\n<b>Last good copy</b>: 9 d 4 h ago\n\n<pre>-interface *Gi0/1*\n+interface \`Gi0/2\`</pre>\n\n<a href="${link}">Review host key</a>`,
        parse_mode: "HTML",
        link_preview_options: { is_disabled: true },
        disable_notification: false,
      },
    },
    recovered: { body: expect.objectContaining({ disable_notification: true }) },
    accepts: json(200, { ok: true, result: { message_id: 5 } }),
    refuses: [
      json(400, { ok: false, error_code: 400, description: "Bad Request: chat not found" }),
      "400 Bad Request: chat not found",
    ],
    busy: [
      json(429, {
        ...{ ok: false, error_code: 429, description: "Too Many Requests: retry after 12" },
        parameters: { retry_after: 12 },
      }),
      12_000,
    ],
  },
  ntfy: {
    settings: (server) => ({ server, topic: "canary-topic", token: "tk_canary" }),
    request: {
      path: "/",
      headers: { authorization: "Bearer tk_canary" },
      body: {
        ...{ topic: "canary-topic", title: alarm.title, message: plain, priority: 5 },
        ...{ tags: ["rotating_light"], click: link },
      },
    },
    recovered: { body: expect.objectContaining({ priority: 3, message: open }) },
    accepts: json(200, { id: "abc", event: "message", topic: "canary-topic" }),
    refuses: [json(403, { code: 40_301, http: 403, error: "forbidden" }), "403 forbidden"],
    busy: [
      json(429, { code: 42_901, http: 429, error: "limit reached" }, { "retry-after": "5" }),
      5_000,
    ],
  },
  gotify: {
    settings: (origin) => ({ server: `${origin}/gotify/`, token: "canary-gotify" }),
    request: {
      path: "/gotify/message",
      headers: { "x-gotify-key": "canary-gotify" },
      body: {
        ...{ title: alarm.title, message: plainWithLink, priority: 8 },
        extras: {
          "client::display": { contentType: "text/plain" },
          "client::notification": { click: { url: link } },
        },
      },
    },
    recovered: { body: expect.objectContaining({ priority: 4 }) },
    accepts: json(200, { id: 1 }),
    refuses: [
      json(401, {
        ...{ error: "Unauthorized", errorCode: 401 },
        errorDescription: "you need to provide a valid access token",
      }),
      "401 you need to provide a valid access token",
    ],
    busy: [{ status: 429, headers: { "retry-after": "2" } }, 2_000],
  },
  pushover: {
    settings: (server) => ({ server, token: "a".repeat(30), user: "u".repeat(30) }),
    request: {
      path: "/1/messages.json",
      body: {
        ...{ token: "a".repeat(30), user: "u".repeat(30), title: alarm.title, message: plain },
        ...{ priority: 1, timestamp: 1_773_144_000, url: link, url_title: "Review host key" },
      },
    },
    recovered: { body: expect.objectContaining({ priority: 0, message: open }) },
    accepts: json(200, { status: 1, request: "647d2300" }),
    refuses: [
      json(400, { user: "invalid", errors: ["user identifier is invalid"], status: 0 }),
      "400 user identifier is invalid",
    ],
    busy: [json(429, { status: 0, errors: ["limit"] }, { "retry-after": "60" }), 60_000],
  },
  pagerduty: {
    settings: (server) => ({ server, key: "canarypagerdutykey00000000000000" }),
    request: {
      path: "/v2/enqueue",
      body: {
        routing_key: "canarypagerdutykey00000000000000",
        ...{ dedup_key: "host-key:7", event_action: "trigger" },
        ...{ client: "Holdfast", client_url: link },
        payload: {
          ...{ summary: alarm.title, source: "Holdfast", severity: "critical" },
          timestamp: alarm.at,
          custom_details: {
            ...{ consequence, Device: "edge-fra-02", "Last good copy": "9 d 4 h ago" },
            excerpt: "-interface *Gi0/1*\n+interface `Gi0/2`",
          },
        },
        links: [{ href: link, text: "Review host key" }],
      },
    },
    recovered: {
      body: {
        routing_key: "canarypagerdutykey00000000000000",
        ...{ dedup_key: "host-key:7", event_action: "resolve" },
      },
    },
    accepts: json(202, { status: "success", message: "Event processed", dedup_key: "host-key:7" }),
    refuses: [
      json(400, {
        ...{ status: "invalid event", message: "Event object is invalid" },
        errors: ["'routing_key' is invalid"],
      }),
      "400 'routing_key' is invalid",
    ],
    busy: [{ status: 429, headers: { "retry-after": "60" } }, 60_000],
  },
  opsgenie: {
    settings: (server) => ({ server, key: "canary-opsgenie" }),
    request: {
      path: "/v2/alerts",
      headers: { authorization: "GenieKey canary-opsgenie" },
      body: {
        ...{ message: alarm.title, alias: "host-key:7", description: plainWithLink },
        ...{ source: "Holdfast", priority: "P1", tags: ["alarm"] },
      },
    },
    recovered: {
      path: "/v2/alerts/host-key%3A7/close?identifierType=alias",
      body: { source: "Holdfast", note: recovery.title },
    },
    accepts: json(202, { result: "Request will be processed", took: 0.1, requestId: "43a2" }),
    refuses: [
      json(422, { message: "Key format is not valid!", took: 0.01, requestId: "43a2" }),
      "422 Key format is not valid!",
    ],
    busy: [
      json(429, { message: "You are making too many requests!" }, { "retry-after": "9" }),
      9_000,
    ],
  },
  matrix: {
    settings: (server) => ({ server, room: "!abc:example.org", token: "canary-matrix" }),
    request: {
      method: "PUT",
      path: "/_matrix/client/v3/rooms/!abc%3Aexample.org/send/m.room.message/d1",
      headers: { authorization: "Bearer canary-matrix" },
      body: {
        msgtype: "m.text",
        body: `${alarm.title}\n\n${plainWithLink}`,
        format: "org.matrix.custom.html",
        formatted_body: `<strong>${alarm.title}</strong><br>${asHtml}<br><br><strong>Device</strong>: edge-fra-02\n<strong>Last good copy</strong>: 9 d 4 h ago<br><br><pre><code>-interface *Gi0/1*\n+interface \`Gi0/2\`</code></pre><br><br><a href="${link}">Review host key</a>`,
      },
    },
    recovered: { body: expect.objectContaining({ msgtype: "m.text" }) },
    accepts: json(200, { event_id: "$e1" }),
    refuses: [
      json(403, { errcode: "M_FORBIDDEN", error: "You are not in the room" }),
      "403 You are not in the room",
    ],
    busy: [
      json(429, { errcode: "M_LIMIT_EXCEEDED", error: "Too fast", retry_after_ms: 1_500 }),
      1_500,
    ],
  },
};

async function send(
  id: ChannelKindId,
  each: Case,
  { message, reply }: { message: Message; reply: Reply },
) {
  const { origin, received } = await receiver(reply);
  const note = noteOf(message, { id: "d1", alarmKey: "host-key:7", url: sendMeans.url });
  const means = { ...sendMeans, allowedAddresses: [], now: new Date(alarm.at) };
  const verdict = await sendOnce(kinds[id], { settings: each.settings(origin), note }, means);
  const [request] = received as [Received];
  return { verdict, request, body: JSON.parse(request.body) as unknown };
}

describe.each(Object.entries(cases) as [ChannelKindId, Case][])("%s", (id, each) => {
  it("is sent an alarm as its service documents, and its recovery", async () => {
    const { verdict, request, body } = await send(id, each, {
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
    const ended = await send(id, each, { message: recovery, reply: each.accepts });
    expect(ended.body).toEqual(each.recovered.body);
    expect(ended.request.path).toBe(each.recovered.path ?? each.request.path);
    expect(ended.verdict.outcome).toBe("taken");
  });

  it("is understood when it refuses, and when it is busy", async () => {
    const [refusal, words] = each.refuses;
    const refused = await send(id, each, { message: alarm, reply: refusal });
    expect(refused.verdict).toMatchObject({ outcome: "refused", answer: { words } });
    expect(refused.verdict.answer.text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(refused.verdict.answer.text).toContain(refusal.body ?? "");
    const [reply, retryAfterMs] = each.busy;
    const busy = await send(id, each, { message: alarm, reply });
    expect(busy.verdict).toMatchObject({ outcome: "again", retryAfterMs });
  });

  it("is never sent more than it takes, nor half a character", async () => {
    const long = "🛟<&`*_é".repeat(8_000);
    const message = {
      ...alarm,
      ...{ title: long, consequence: long, excerpt: Array<string>(3_000).fill(long.slice(0, 90)) },
      facts: [{ name: long, value: long }, ...alarm.facts],
    };
    const { request } = await send(id, each, { message, reply: each.accepts });
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
});

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
