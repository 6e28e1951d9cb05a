import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { oneQueue, useCases } from "./use-cases.ts";

describe("use cases: a write is allowed and audited", () => {
  const planted: Planted[] = [
    {
      files: {
        "lib/plans/a.ts": `import { write } from "#lib/db";

export const a = (db: object) => write(db, () => 1);
`,
      },
      expected: /lib\/plans\/a\.ts:3 writes without allow\(\) and audit\(\)/,
    },
    {
      files: {
        "lib/plans/a.ts": `import { allow, audit } from "#lib/access";
import { write } from "#lib/db";

export const a = (db: object) => {
  allow({}, "plan:pause");
  b(db);
};
export const b = (db: object) => write(db, (tx) => audit(tx, {}));
`,
      },
      expected: /lib\/plans\/a\.ts:8 writes without allow\(\);/, // b is exported: others reach it unasked
    },
    {
      files: {
        "lib/plans/a.ts": `import { write } from "#lib/db";

// check: no-audit:
export const a = (db: object) => write(db, () => 1);
`,
      },
      expected: /lib\/plans\/a\.ts:4 writes without/, // no reason given
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [useCases]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });

  it("counts what a use case calls in its own file as part of it", async () => {
    const split = `import { allow, audit } from "#lib/access";
import { write } from "#lib/db";

export function a(db: object): void {
  allow({}, "plan:pause");
  b(db);
}

function b(db: object): void {
  write(db, (tx) => c(tx));
}

function c(tx: object): void {
  audit(tx, {});
}
`;
    expect(
      await findings(await temporaryFolder(), { "lib/plans/a.ts": split }, [useCases]),
    ).toEqual([]);
  });

  it("lets a write be excused by a reason on the line above the function", async () => {
    const excused = `import { write } from "#lib/db";

/** Counts a heartbeat. */
// check: no-audit: a heartbeat, every few seconds
export const a = (db: object) => write(db, () => 1);
`;
    expect(
      await findings(await temporaryFolder(), { "lib/plans/a.ts": excused }, [useCases]),
    ).toEqual([]);
  });
});

describe("use cases: writes pass one queue", () => {
  const planted: Planted[] = [
    {
      files: { "lib/plans/a.ts": "export const a = (db: Map<number, number>) => db.delete(1);\n" },
      expected: /lib\/plans\/a\.ts:1 db\.delete passes the queue by/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [oneQueue]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
