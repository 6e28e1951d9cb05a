const namesMax = 3;

/** Names as a title shows them: `db-1, db-2 and 7 more`. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, namesMax).join(", ");
  const more = names.length - namesMax;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** A number with its noun: `1 archive`, `3 archives`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A time as sentences name it, in UTC: `10 Mar 2026, 12:00 UTC`. */
export function dated(at: Date): string {
  const text = at.toLocaleString("en-GB", {
    ...{ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit" },
  });
  return `${text} UTC`;
}
