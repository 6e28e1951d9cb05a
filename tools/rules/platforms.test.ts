import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings } from "../planted.ts";
import { platformPage, platformsAsPage } from "../platform-page.ts";
import { docPlatforms } from "./platforms.ts";

describe("docs: platforms are as they are", () => {
  const found = async (page: string) =>
    findings(await temporaryFolder(), { [platformPage]: page }, [docPlatforms]);

  it("refuses a page that says something else than the platforms do", async () => {
    const changed = platformsAsPage().replace("show running-config", "show startup-config");
    expect(await found(changed)).toEqual([
      expect.stringMatching(/platforms\.md:1 .*run node tools\/platform-page\.ts/),
    ]);
  });

  it("takes the page that is made from them", async () => {
    expect(await found(platformsAsPage())).toEqual([]);
  });
});
