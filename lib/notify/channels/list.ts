import type { ChannelForm, ChannelKindId } from "../schema.ts";
import { discord } from "./discord.ts";
import { gotify } from "./gotify.ts";
import type { ChannelKind } from "./kind.ts";
import { mail } from "./mail.ts";
import { matrix } from "./matrix.ts";
import { ntfy } from "./ntfy.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { pushover } from "./pushover.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";
import { telegram } from "./telegram.ts";
import { webhook } from "./webhook.ts";

/** Every kind of channel by its id. */
export const kinds: Record<ChannelKindId, ChannelKind> = {
  mail,
  webhook,
  slack,
  teams,
  discord,
  telegram,
  ntfy,
  gotify,
  pushover,
  pagerduty,
  opsgenie,
  matrix,
};

/** The kinds as a form shows them: plain data, mail first. */
export function channelForms(): ChannelForm[] {
  return Object.values(kinds).map(({ id, name, summary, fields }) => {
    return { id, name, summary, fields: [...fields] };
  });
}
