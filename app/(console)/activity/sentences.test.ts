import { describe, expect, it } from "vitest";
import { activitySentence } from "#components/activity-line";
import { actions } from "#lib/access";

const row = (action: string, more: { before?: object; after?: object } = {}) => ({
  action,
  actor: { kind: "user", id: "1", name: "ada" },
  subject: { kind: "device", id: "2", name: "core-1" },
  before: null,
  after: null,
  ...more,
});
const said = (...facts: Parameters<typeof row>) => activitySentence(row(...facts) as never);

describe("the activity", () => {
  it("has a sentence for whatever may be done to devices, credentials and versions", () => {
    const written = actions.filter(
      (action) =>
        /^(?:device|credential|version):/.test(action) && !/:(?:read|open|keep)$/.test(action),
    );
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((action) => said(action).startsWith("ada: "))).toEqual([]);
  });

  it("tells what a change of a device was", () => {
    const enabled = (value: boolean) => ({ enabled: value });
    expect(said("device:change", { before: enabled(true), after: enabled(false) })).toBe(
      "ada disabled the device core-1",
    );
    expect(said("device:change", { before: { legacy: [] }, after: { legacy: ["ssh-rsa"] } })).toBe(
      "ada allowed core-1 old algorithms",
    );
    expect(said("device:change", { before: { site: "" }, after: { site: "x" } })).toBe(
      "ada changed the device core-1",
    );
  });

  it("tells a changed host key from the first one", () => {
    const shown = (pinned: boolean) => said("device:contact", { after: { hostKey: "k", pinned } });
    expect(shown(true)).toBe("The host key of core-1 was pinned at first contact");
    expect(shown(false)).toBe("core-1 showed another host key");
  });
});
