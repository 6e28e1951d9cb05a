import { expect, it } from "vitest";
import { InOrder } from "./in-order.ts";

it("shows results in the order in which work was begun, however it ends", async () => {
  const seen: string[] = [];
  const order = new InOrder<string, number>(3, (of, result) => seen.push(`${of}${result}`));
  const ends: (() => void)[] = [];
  const working = (result: number) =>
    new Promise<number>((resolve) => ends.push(() => resolve(result)));
  await order.put("a", working(1));
  await order.put("b", working(2));
  const third = order.put("c", working(3));
  ends[2]?.();
  ends[1]?.();
  expect(seen).toEqual([]);
  ends[0]?.();
  await third;
  expect(seen).toEqual(["a1"]);
  await order.end();
  expect(seen).toEqual(["a1", "b2", "c3"]);
});

it("tells what work threw when its turn comes, and no earlier", async () => {
  const order = new InOrder<string, void>(2, () => {});
  await order.put("a", Promise.resolve());
  await order.put("b", Promise.reject(new Error("b broke")));
  await expect(order.end()).rejects.toThrow("b broke");
});
