import { plural } from "#components/format";
import type { AlarmRule, QuietHours } from "#lib/alarms/schema";

/** A channel as rules name it. */
export interface NamedChannel {
  id: string;
  name: string;
}

const dayHours = 24;
const namesMax = 3;

/** Whom a rule tells and how often, as one line: `noc mail, pager, again each day`. */
export function ruleText(rule: AlarmRule, channels: readonly NamedChannel[]): string {
  const whom = whomText(rule.channels, channels);
  if (rule.repeatHours === null || isSilent(rule, channels)) return whom;
  return `${whom}, again ${everyText(rule.repeatHours)}`;
}

/** Whether a rule tells nobody. */
export function isSilent(rule: AlarmRule, channels: readonly NamedChannel[]): boolean {
  return rule.channels === "all" ? channels.length === 0 : rule.channels.length === 0;
}

/** The channels that are meant, as words. */
export function whomText(chosen: AlarmRule["channels"], channels: readonly NamedChannel[]): string {
  if (channels.length === 0) return "nobody: there is no channel yet";
  if (chosen === "all") return "every channel";
  const names = channels.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  if (names.length === 0) return "nobody: no channel chosen";
  const more = names.length - namesMax;
  return names.slice(0, namesMax).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** The same with a capital, where it begins a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `each hour`, `each day`, `each week`, `every 6 hours`. */
export function everyText(hours: number): string {
  if (hours === 1) return "each hour";
  if (hours === dayHours) return "each day";
  if (hours === 7 * dayHours) return "each week";
  return hours % dayHours === 0
    ? `every ${plural(hours / dayHours, "day")}`
    : `every ${plural(hours, "hour")}`;
}

export function quietText(quiet: QuietHours): string {
  return quiet ? `${quiet.from} to ${quiet.until}` : "none";
}
