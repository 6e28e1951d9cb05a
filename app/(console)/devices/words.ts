import { Tag } from "#lib/inventory/schema";

/** Tags as they are typed into one field: commas or spaces between them, each once. */
export function readTags(text: string): string[] {
  const words = text.split(/[\s,;]+/).map((word) => word.toLowerCase());
  return [...new Set(words.filter((word) => word !== ""))];
}

/** What is wrong with the first tag that cannot be one; `null`: nothing. */
export function tagsProblem(tags: readonly string[]): string | null {
  const wrong = tags.find((tag) => !Tag.safeParse(tag).success);
  if (wrong === undefined) return null;
  return `“${wrong}” is no tag: 1 to 32 letters, digits, - _ or dots, no space.`;
}
