import type { Line } from "./device-activity.ts";

/** What the activity trail says of channels and of the addresses that messages may go to. */
export const channelSentences: Record<string, (line: Line) => string> = {
  "channel:create": ({ who, what }) => `${who} added the channel ${what}`,
  "channel:change": ({ who, what }) => `${who} changed the channel ${what}`,
  "channel:enable": ({ who, what, row }) =>
    `${who} ${row.after?.enabled === false ? "disabled" : "enabled"} the channel ${what}`,
  "channel:delete": ({ who, what }) => `${who} deleted the channel ${what}`,
  "channel:test": ({ who, what, row }) =>
    `${who} tested the channel ${what}${row.after?.taken === true ? "" : ": nothing was delivered"}`,
  "address:allow": ({ who, what }) => `${who} allowed messages to ${what}`,
  "address:disallow": ({ who, what }) => `${who} took back that messages may go to ${what}`,
};
