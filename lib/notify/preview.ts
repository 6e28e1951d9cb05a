import { allow, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import type { InstallationKey } from "#lib/secrets";
import type { ChannelKind, Outgoing, Settings } from "./channels/kind.ts";
import { kinds } from "./channels/list.ts";
import { noteOf } from "./note.ts";
import {
  type ChannelField,
  ChannelInput,
  type ChannelInputGiven,
  type Message,
  type Preview,
} from "./schema.ts";
import { spellingsOf, withoutSecrets } from "./send/without-secrets.ts";
import { kindOf, loadChannel, openSettings } from "./stored.ts";

const dots = "••••••••";

/**
 * What would be sent for a message; nothing is. Secrets stand as dots, given ones too.
 *
 * @param what a stored channel, or a form as far as it is filled in
 * @throws Failure `not-found`, `invalid`, `unseal-failed`
 */
export async function previewMessage(
  ctx: Context,
  what: { id: string } | { input: ChannelInputGiven },
  { message, key, url }: { message: Message; key: InstallationKey; url: string },
): Promise<Preview> {
  allow(ctx, "channel:read");
  const note = noteOf(message, { id: "preview", alarmKey: "preview", url });
  if ("id" in what) {
    const row = await loadChannel(ctx.db, what.id);
    const [kind, settings] = [kindOf(row), openSettings(key, row)];
    return shownOf(kind, settings, kind.outgoing(settings, note));
  }
  const input = parseInput(ChannelInput, what.input);
  const kind = kinds[input.kind];
  const settings = withExamples(kind.fields, input.settings);
  return shownOf(kind, settings, kind.outgoing(settings, note));
}

/** Fields that are still empty, as dots: a preview is there before a form is complete. */
function withExamples(fields: readonly ChannelField[], given: Settings): Settings {
  const filled = fields.map(({ name, type, usual, required, placeholder }) => {
    const value = given[name] || usual || (required ? (placeholder ?? dots) : "");
    return [name, type === "address" && !URL.canParse(value) && value ? `https://${dots}` : value];
  });
  return Object.fromEntries(filled);
}

function shownOf(kind: ChannelKind, settings: Settings, outgoing: Outgoing): Preview {
  const spellings = spellingsOf(kind, settings);
  const clean = (text: string) => withoutSecrets(text, spellings);
  if (outgoing.via === "mail") {
    const { from, to, subject, text } = outgoing;
    return { via: "mail", from, to, subject, text };
  }
  const isSecret = kind.fields.some(
    ({ name, secret }) => secret && settings[name] === outgoing.url,
  );
  const secret = Object.keys(outgoing.secretHeaders ?? {}).map((name): [string, string] => [
    name,
    dots,
  ]);
  const signed: [string, string][] = outgoing.signWith
    ? [["holdfast-signature", `t=SECONDS,v1=${dots}`]]
    : [];
  return {
    via: "http",
    method: outgoing.method,
    url: isSecret ? `${new URL(outgoing.url).origin}/${dots}` : clean(outgoing.url),
    headers: [...Object.entries(outgoing.headers), ...secret, ...signed],
    body: clean(pretty(outgoing.body)),
  };
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
