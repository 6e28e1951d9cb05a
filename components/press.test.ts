import { expect, test, vi } from "vitest";

test("what moves the page waits until a press and its click are done", async () => {
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  const { afterPress } = await import("#components/press");
  const done: string[] = [];
  afterPress(() => done.push("at once"));
  window.dispatchEvent(new Event("pointerdown"));
  afterPress(() => done.push("after the click"));
  expect(done).toEqual(["at once"]);
  window.dispatchEvent(new Event("pointerup"));
  done.push("click");
  await vi.waitFor(() => expect(done).toHaveLength(3));
  expect(done).toEqual(["at once", "click", "after the click"]);
  afterPress(() => done.push("at once again"));
  expect(done.at(-1)).toBe("at once again");
});
