import { fail } from "#lib/failures";
import type { ChannelKind } from "./channels/kind.ts";
import type { ChannelField } from "./schema.ts";

interface Problem {
  field: string;
  problem: string;
}

/**
 * The settings of a channel as a person gave them, over those it has: a secret that is not given
 * stays, unless it would be sent elsewhere from now on.
 *
 * @param before secrets included; `null`: the channel is new
 * @throws Failure `invalid` that names each field as `settings.NAME`
 */
export function settingsOf(
  kind: ChannelKind,
  given: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>> | null,
): Record<string, string> {
  const problems: Problem[] = [];
  const settings: Record<string, string> = {};
  const add = (name: string, problem: string) =>
    problems.push({ field: `settings.${name}`, problem });
  for (const name of Object.keys(given)) {
    if (!kind.fields.some((field) => field.name === name))
      add(name, `${kind.name} has no such setting.`);
  }
  for (const field of kind.fields) {
    const value = tidy(field, given[field.name] ?? "");
    settings[field.name] = value === "" && field.secret ? (before?.[field.name] ?? "") : value;
  }
  const moved =
    before !== null && kind.fields.some((field) => leadsElsewhere(field, settings, before));
  for (const field of kind.fields) {
    const value = settings[field.name] ?? "";
    const wasKept = field.secret && (given[field.name] ?? "") === "" && value !== "";
    const problem = fieldProblem(field, value);
    if (problem) add(field.name, problem);
    else if (moved && wasKept) {
      add(
        field.name,
        "The channel leads elsewhere now: give this once more, as a stored one is not sent there unasked.",
      );
    }
  }
  if (problems.length === 0) {
    for (const [name, problem] of Object.entries(kind.problems?.(settings) ?? {})) {
      if (problem) add(name, problem);
    }
  }
  if (problems.length > 0) throw fail("invalid", { problems });
  return settings;
}

function tidy({ type, usual }: ChannelField, given: string): string {
  const value = type === "long" ? given.trim() : given.trim().replace(/[\r\n\0]/g, "");
  return value === "" ? (usual ?? "") : value;
}

/** Whether secrets that are kept would go to another place; of an address only its origin counts. */
function leadsElsewhere(
  { name, type, target }: ChannelField,
  now: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>>,
): boolean {
  if (!target) return false;
  const place = (value = "") =>
    type === "address" && URL.canParse(value) ? new URL(value).origin : value;
  return place(now[name]) !== place(before[name]);
}

function fieldProblem(
  { label, type, required, choices }: ChannelField,
  value: string,
): string | null {
  if (value === "") return required ? `${label} is needed.` : null;
  if (type === "address") return addressProblem(label, value);
  if (type === "number" && !/^\d{1,12}$/.test(value)) return `${label} is a whole number.`;
  if (label === "Port" && (Number(value) < 1 || Number(value) > 65_535))
    return "A port is 1 to 65535.";
  if (type === "choice" && !choices?.some((choice) => choice.value === value)) {
    return `${label} is one of ${choices?.map((choice) => choice.value).join(", ")}.`;
  }
  return null;
}

function addressProblem(label: string, value: string): string | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return `${label} begins with https:// or http://.`;
  }
  if (url.username || url.password) {
    return `${label} holds a user or a password: give them in fields of their own.`;
  }
  return null;
}
