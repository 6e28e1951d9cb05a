import type { Note } from "./channels/kind.ts";
import type { Message } from "./schema.ts";

/**
 * A message as a channel is given it.
 *
 * @param url where the console is found, such as `https://backup.example.org`
 */
export function noteOf(
  message: Message,
  { id, alarmKey, url }: { id: string; alarmKey: string | null; url: string },
): Note {
  const { next } = message;
  const link = next && { words: next.words, url: new URL(next.path, url).href };
  return { ...message, id, alarmKey, next: link };
}
