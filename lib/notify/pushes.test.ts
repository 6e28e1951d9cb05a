import { describe, expect } from "vitest";
import { alarm, recovery, sendMeans } from "../../test/notify.ts";
import {
  type Attempt,
  type Case,
  consequence,
  json,
  link,
  open,
  plain,
  plainWithLink,
  showKind,
} from "../../test/services.ts";
import { kinds } from "./channels/list.ts";
import { noteOf } from "./note.ts";
import type { ChannelKindId } from "./schema.ts";
import { sendOnce } from "./send/send.ts";

/** Each kind against a server that answers as its service documents. */
const cases: Partial<Record<ChannelKindId, Case>> = {
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
};

const attempt: Attempt = (id, { settings, message }) => {
  const note = noteOf(message, { id: "d1", alarmKey: "host-key:7", url: sendMeans.url });
  const means = { ...sendMeans, allowedAddresses: [], now: new Date(alarm.at) };
  return sendOnce(kinds[id], { settings, note }, means);
};

describe.each(Object.entries(cases) as [ChannelKindId, Case][])("%s", showKind(attempt));
