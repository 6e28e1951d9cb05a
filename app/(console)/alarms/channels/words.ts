import type { StatusLook } from "#components/status";
import type { Channel, Delivery } from "#lib/notify/schema";

/** Address of the page of a channel. */
export function channelAddress(id: string): string {
  return `/alarms/channels/${id}`;
}

/** How a channel fares: what it did with the last it was sent. */
export function channelLook(
  channel: Pick<Channel, "enabled" | "refusingSince" | "lastDeliveredAt">,
): StatusLook {
  if (!channel.enabled) return { glyph: "run-cancelled", tone: "neutral", word: "Disabled" };
  if (channel.refusingSince) return { glyph: "run-failed", tone: "failure", word: "Refusing" };
  if (!channel.lastDeliveredAt) return { glyph: "run-queued", tone: "neutral", word: "Not tried" };
  return { glyph: "run-succeeded", tone: "success", word: "Delivering" };
}

/** How one delivery fares; one that took several tries is worth a look. */
export function deliveryLook({ state, tries }: Pick<Delivery, "state" | "tries">): StatusLook {
  if (state === "refused") return { glyph: "run-failed", tone: "failure", word: "Refused" };
  if (state === "delivered" && tries > 1) {
    return { glyph: "run-warnings", tone: "warning", word: "Delivered after several tries" };
  }
  if (state === "delivered") {
    return { glyph: "run-succeeded", tone: "success", word: "Delivered" };
  }
  return tries > 0
    ? { glyph: "run-interrupted", tone: "warning", word: "Tried again later" }
    : { glyph: "run-queued", tone: "neutral", word: "Queued" };
}

/** What came back, with how often it was tried where once was not enough. */
export function answerWords({ answer, tries, state }: Delivery): string {
  if (!answer) return state === "queued" ? "Not sent yet" : "";
  if (state === "delivered" && tries > 1) return `${answer.words}, after ${tries} tries`;
  return tries > 1 ? `${answer.words} (try ${tries})` : answer.words;
}
