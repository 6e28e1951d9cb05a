import type { ChannelKind, Settings } from "../channels/kind.ts";

/** What stands in the place of a secret. */
const dots = "••••••••";
/** Shorter parts of a secret would take ordinary words out of an answer. */
const partLengthMin = 8;

/** Everything a service could repeat of the secrets of a channel: whole, in parts, in other spellings. */
export function spellingsOf(kind: ChannelKind, settings: Settings): string[] {
  const whole = kind.fields.flatMap(({ name, secret }) => {
    const value = secret ? settings[name] : undefined;
    return value ? [value] : [];
  });
  const login = settings.user && settings.password ? [`${settings.user}:${settings.password}`] : [];
  const parts = whole.flatMap((value) =>
    partsOf(value).filter(({ length }) => length >= partLengthMin),
  );
  const all = [...whole, ...login, ...parts].flatMap((value) => [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString("base64").replace(/=+$/, ""),
    Buffer.from(value).toString("base64url"),
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  ]);
  // Longest first: a part must not leave the rest of its whole behind.
  return [...new Set(all)].filter((each) => each.length > 2).sort((a, b) => b.length - a.length);
}

/** The parts that prove something by themselves: of an address path and query, of headers the values. */
function partsOf(secret: string): string[] {
  const url = /^https?:/i.test(secret) && URL.canParse(secret) ? new URL(secret) : null;
  if (url) {
    const { pathname, search, searchParams } = url;
    const query = [...searchParams.values()];
    return [`${pathname}${search}`, pathname, search, ...pathname.split("/"), ...query];
  }
  const values = secret.split(/\r?\n/).flatMap((line) => {
    const value = line.replace(/^[\w-]+:\s*/, "").trim();
    return [line.trim(), value, ...value.split(/\s+/)];
  });
  return [...values, ...secret.split(":").map((part) => part.trim())];
}

/** A text with every spelling of a secret taken out. */
export function withoutSecrets(text: string, spellings: readonly string[]): string {
  return spellings.reduce((left, spelling) => left.replaceAll(spelling, dots), text);
}
