import type { Rule } from "../finding.ts";
import { platformPage, platformsAsPage } from "../platform-page.ts";

/** What the reference says of platforms is what they are. */
export const docPlatforms: Rule = {
  name: "docs: platforms are as they are",
  find: (tree) => {
    const page = tree.files.find(({ path }) => path === platformPage);
    if (!page || page.text === platformsAsPage()) return [];
    const message = "is not made from lib/platforms as it is: run node tools/platform-page.ts";
    return [{ path: platformPage, line: 1, message }];
  },
};
