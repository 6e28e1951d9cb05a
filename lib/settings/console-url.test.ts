import { hostname } from "node:os";
import { expect, it } from "vitest";
import { consoleUrl } from "./console-url.ts";

it.each([
  [{}, "http://127.0.0.1:3000"],
  [{ HOST: "", PORT: "" }, "http://127.0.0.1:3000"],
  [{ HOST: "::1", PORT: "4000" }, "http://[::1]:4000"],
  [{ HOST: "0.0.0.0" }, `http://${hostname()}:3000`],
  [{ HOLDFAST_URL: "https://backup.example.org", PORT: "4000" }, "https://backup.example.org"],
])("links in messages lead, with %j, to %s", (environment, url) => {
  expect(consoleUrl(environment)).toBe(url);
});
