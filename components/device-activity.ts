import type { ActivityRow } from "#lib/access/schema";

/** One line of the trail with the words that nearly all sentences hold. */
export interface Line {
  who: string;
  what: string;
  row: Pick<ActivityRow, "action" | "actor" | "subject" | "before" | "after">;
}

/** What people did to devices, credentials and versions, and what devices showed, as sentences. */
export const deviceSentences: Record<string, (line: Line) => string> = {
  "device:create": ({ who, what }) => `${who} added the device ${what}`,
  "device:change": deviceChanged,
  "device:remove": ({ who, what }) => `${who} removed the device ${what}; its versions stay`,
  "device:trust": ({ who, what }) => `${who} trusted the new host key of ${what}`,
  "device:distrust": ({ who, what }) => `${who} refused the host key that ${what} showed`,
  "device:test": ({ who, what }) => `${who} tested the connection to ${what}`,
  "device:contact": deviceContacted,
  "credential:create": ({ who, what }) => `${who} added the credential ${what}`,
  "credential:change": ({ who, what, row }) =>
    row.after?.replaced
      ? `${who} replaced secrets of the credential ${what}`
      : `${who} changed the credential ${what}`,
  "credential:remove": ({ who, what }) => `${who} removed the credential ${what}`,
  "version:accept": ({ who, what }) => `${who} accepted ${what} as it is`,
  "version:add": ({ who, what }) => `${who} added ${what} by hand`,
  "version:reveal": ({ who, what }) => `${who} revealed the secrets of ${what}`,
  "version:download": ({ who, what }) => `${who} downloaded ${what}`,
};

function deviceChanged({ who, what, row: { before, after } }: Line): string {
  if (before && after && before.enabled !== after.enabled) {
    return `${who} ${after.enabled ? "enabled" : "disabled"} the device ${what}`;
  }
  const [only, ...others] = Object.keys(after ?? {});
  if (only === "legacy" && others.length === 0) return `${who} allowed ${what} old algorithms`;
  return `${who} changed the device ${what}`;
}

/** What a device taught by being talked with; a key other than the pinned one is somebody's to decide. */
function deviceContacted({ what, row: { after } }: Line): string {
  if (after?.platform) return `${what} was recognised as ${after.platform}`;
  if (after?.hostKey && after.pinned === false) return `${what} showed another host key`;
  return `The host key of ${what} was pinned at first contact`;
}
