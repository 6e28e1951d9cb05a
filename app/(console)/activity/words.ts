/** "archive:delete" → "archive delete", as the filter and each line name it. */
export function actionWords(action: string): string {
  return action.replace(":", " ");
}

/** A recorded value in a line of its own; texts as they are, `null` where there is none. */
export function valueWords(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value === "" ? "empty" : value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : JSON.stringify(value, null, 2);
}
