import type { Context } from "#lib/context";
import { credentialsNow, deviceWordsNow } from "../../reads.tsx";

/** What the forms of devices offer: credentials without their secrets, words in use. */
export async function readFormFacts(ctx: Context) {
  const credentials = (await credentialsNow(ctx)).map(({ id, name, username, holds }) => {
    return { id, name, username, holds };
  });
  const { tags, sites } = await deviceWordsNow(ctx);
  return { credentials, words: { tags: [...tags.keys()], sites: [...sites.keys()] } };
}
