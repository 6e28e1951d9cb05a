import type { Context } from "#lib/context";
import { listChannels, refusingChannels } from "#lib/notify";
import { bad, good, warning } from "../finding.ts";
import type { Finding } from "../schema.ts";

/** Whether somebody is told when something is wrong. */
export async function checkMail(ctx: Context): Promise<Finding[]> {
  const named = { id: "mail.channel", title: "Mail" };
  const mail = (await listChannels(ctx)).filter(({ kind }) => kind === "mail");
  const [first] = mail;
  if (!first) {
    return [
      warning(named, {
        sentence: "There is no channel of this kind. Nobody is told by mail of what is wrong.",
        remedy: "Add a mail server and one address.",
        page: { words: "Add channel", path: "/alarms/channels/new" },
      }),
    ];
  }
  const refusing = (await refusingChannels(ctx)).find(({ id }) => mail.some((m) => m.id === id));
  if (refusing) {
    const since = refusing.since.toISOString().slice(0, 16);
    return [
      bad(named, {
        sentence: `${refusing.name} refuses messages since ${since}Z: ${refusing.answer}`,
        remedy: refusing.next,
        page: { words: "Open channel", path: `/alarms/channels/${refusing.id}` },
      }),
    ];
  }
  if (mail.some(({ enabled }) => enabled)) {
    return [good(named, `${first.name}: ${first.where}.`)];
  }
  return [
    warning(named, {
      sentence: `${first.name} is disabled. Nobody is told by mail of what is wrong.`,
      remedy: "Enable the channel.",
      page: { words: "Open channel", path: `/alarms/channels/${first.id}` },
    }),
  ];
}
