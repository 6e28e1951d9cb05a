import { createHmac, randomBytes } from "node:crypto";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { maskSecrets } from "#lib/log";
import { deriveKey, type InstallationKey } from "#lib/secrets";

/** Says things without saying whose they are: the same thing has the same word every time. */
export interface Pseudonyms {
  /** The word for one thing, such as `device-3f9a2c1b`. */
  of(kind: string, thing: string): string;
  /** A text in which every known name, and whatever looks like an address or a path, is a word. */
  text(text: string): string;
  /** The same for every string in a value, keys aside. */
  value(value: unknown): unknown;
}

interface Name {
  kind: string;
  name: string;
}

/** In this order: an address may hold a path, a path an address. A path ends where a sentence goes on. */
const shapes: readonly [string, RegExp][] = [
  ["address", /[a-z][a-z\d+.-]*:\/\/[^\s"'<>]+/gi],
  ["address", /[^\s"'<>@:]+@[^\s"'<>@:,;]+/g],
  ["path", /(?:\b[a-z]:\\|[^\s"':;(]*\/)[^"':;\n]*[^"':;\n.\s]/gi],
  ["address", /\b(?:[\da-f]{2}:){5}[\da-f]{2}\b/gi],
  ["address", /\b(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?:%\w+)?/gi],
  ["address", /\b\d{1,3}(?:\.\d{1,3}){3}\b/g],
  ["address", /\b(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}\b/giu],
  ["fingerprint", /SHA256:[\w+/=]+/g],
];
const word = /[\p{L}\p{N}]+/gu;
const isoTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * The words of one installation. They come out of its key, so that two bundles can be held side by
 * side; without one they are made up for this bundle alone.
 */
export async function pseudonymsOf(ctx: Context, key: InstallationKey | null): Promise<Pseudonyms> {
  const secret = key ? deriveKey(key, "pseudonyms") : randomBytes(32);
  const of = (kind: string, thing: string) => {
    const hash = createHmac("sha256", secret).update(thing.toLowerCase()).digest("hex");
    return `${kind}-${hash.slice(0, 8)}`;
  };
  const byWord = indexOf(await namesOf(ctx));
  const text = (given: string) => {
    if (isoTime.test(given)) return given;
    let said = replaceNames(maskSecrets(given), byWord, of);
    for (const [kind, shape] of shapes) said = said.replace(shape, (thing) => of(kind, thing));
    return said;
  };
  const value = (given: unknown): unknown => {
    if (typeof given === "string") return text(given);
    if (given instanceof Date || typeof given !== "object" || given === null) return given;
    if (Array.isArray(given)) return given.map(value);
    return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, value(each)]));
  };
  return { of, text, value };
}

/** Whatever people named, deleted things included: logs still speak of them. */
async function namesOf({ db }: Context): Promise<Name[]> {
  const { channels, credentials, devices, deviceTags, plans, sources, users, workers } = tables;
  const names: Name[] = [];
  const add = (kind: string, ...all: unknown[]) => {
    for (const name of all) if (typeof name === "string" && name !== "") names.push({ kind, name });
  };
  for (const row of await db.select().from(devices)) {
    add("device", row.name);
    add("address", row.address, row.site);
  }
  for (const row of await db.select().from(deviceTags)) add("tag", row.tag);
  for (const row of await db.select().from(credentials)) add("credential", row.name, row.username);
  for (const row of await db.select().from(plans)) if (!row.builtIn) add("plan", row.name);
  for (const row of await db.select().from(sources)) {
    add("source", row.name);
    add("path", ...Object.values(row.config as object).flat());
  }
  for (const row of await db.select().from(users)) add("user", row.name);
  for (const row of await db.select().from(workers)) add("host", row.host);
  for (const row of await db.select().from(channels)) {
    add("channel", row.name);
    add("setting", row.config.from, row.config.to, row.config.user, row.config.host);
  }
  return names;
}

interface Known extends Name {
  /** Characters before its first word. */
  lead: number;
}

/** Names by their first word, longest first, so that a text is looked through once. */
function indexOf(names: readonly Name[]): Map<string, Known[]> {
  const byWord = new Map<string, Known[]>();
  for (const each of new Map(names.map((name) => [name.name.toLowerCase(), name])).values()) {
    const [first] = each.name.matchAll(word);
    if (!first) continue;
    const known = { ...each, name: each.name.toLowerCase(), lead: first.index };
    const found = byWord.get(first[0].toLowerCase());
    if (found) found.push(known);
    else byWord.set(first[0].toLowerCase(), [known]);
  }
  for (const found of byWord.values()) found.sort((a, b) => b.name.length - a.name.length);
  return byWord;
}

function replaceNames(text: string, byWord: Map<string, Known[]>, of: Pseudonyms["of"]): string {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return of("text", text); // places would not be the same
  let said = "";
  let at = 0;
  for (const { 0: first, index } of lower.matchAll(word)) {
    if (index < at) continue;
    const found = byWord.get(first)?.find(({ name, lead }) => {
      const start = index - lead;
      const next = lower.slice(start + name.length, start + name.length + 2);
      return start >= at && lower.startsWith(name, start) && !/^[\p{L}\p{N}]/u.test(next);
    });
    if (!found) continue;
    const start = index - found.lead;
    said += text.slice(at, start) + of(found.kind, found.name);
    at = start + found.name.length;
  }
  return said + text.slice(at);
}
