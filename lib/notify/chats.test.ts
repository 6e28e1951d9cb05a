import { describe, expect } from "vitest";
import { alarm, recovery, sendMeans } from "../../test/notify.ts";
import {
  type Attempt,
  asHtml,
  type Case,
  consequence,
  json,
  link,
  plainWithLink,
  showKind,
} from "../../test/services.ts";
import { kinds } from "./channels/list.ts";
import { noteOf } from "./note.ts";
import type { ChannelKindId } from "./schema.ts";
import { sendOnce } from "./send/send.ts";

/** Each kind against a server that answers as its service documents. */
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

const attempt: Attempt = (id, { settings, message }) => {
  const note = noteOf(message, { id: "d1", alarmKey: "host-key:7", url: sendMeans.url });
  const means = { ...sendMeans, allowedAddresses: [], now: new Date(alarm.at) };
  return sendOnce(kinds[id], { settings, note }, means);
};

describe.each(Object.entries(cases) as [ChannelKindId, Case][])("%s", showKind(attempt));
