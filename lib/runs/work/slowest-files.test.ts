import { expect, it } from "vitest";
import { SlowestFiles } from "./slowest-files.ts";

it("of any number of files the eight slowest are named, the slowest first", () => {
  const slowest = new SlowestFiles();
  for (let index = 0; index < 1_000; index++) {
    slowest.see({ path: `file ${index}`, bytes: index, ms: (index * 379) % 1_000 });
  }
  const files = slowest.files();
  expect(files.map(({ ms }) => ms)).toEqual([999, 998, 997, 996, 995, 994, 993, 992]);
  expect(files[0]).toEqual({ path: `file ${files[0]?.bytes}`, bytes: files[0]?.bytes, ms: 999 });
  const quick = new SlowestFiles();
  quick.see({ path: "quick", bytes: 1, ms: 3 });
  expect(quick.files()).toEqual([]);
});
