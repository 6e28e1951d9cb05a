import { describe, expect, it } from "vitest";
import { clientAddress, isOwnOrigin, originOf, ownOrigins, readConfig } from "./config.mjs";

const plain = readConfig({});
const behindProxy = readConfig({
  HOLDFAST_URL: "https://backup.example.org/",
  HOLDFAST_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8, fd00::/8",
});

describe("the names this console answers to", () => {
  it.each([
    ["localhost:3000", "http://localhost:3000"],
    ["127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["[::1]:3000", "http://[::1]:3000"],
    ["LOCALHOST:3000", "http://localhost:3000"],
  ])("include %s", (host, origin) => expect(originOf(plain, host)).toBe(origin));

  it.each([
    undefined,
    "",
    "localhost",
    "localhost:3001",
    "evil.example:3000",
    "localhost.evil.example:3000",
    "localhost:3000.evil.example",
    "evil.example#localhost:3000",
    "user@localhost:3000",
    "localhost:3000, evil.example",
    "localhost.:3000",
    "0.0.0.0:3000",
    "127.0.0.2:3000",
    "backup.example.org",
    "localhost:99999",
  ])("do not include %s", (host) => expect(originOf(plain, host)).toBeNull());

  it("include the address of HOLDFAST_URL with its own scheme, with and without its port", () => {
    expect(originOf(behindProxy, "backup.example.org")).toBe("https://backup.example.org");
    expect(originOf(behindProxy, "backup.example.org:443")).toBe("https://backup.example.org");
    expect(originOf(behindProxy, "backup.example.org:3000")).toBeNull();
    expect(ownOrigins(behindProxy)[0]).toBe("https://backup.example.org");
  });

  it("are this machine's addresses, and no other, when it listens on all of them", () => {
    const open = readConfig({ HOST: "0.0.0.0", PORT: "80" });
    expect(originOf(open, "127.0.0.1")).toBe("http://127.0.0.1");
    expect(originOf(open, "203.0.113.7")).toBeNull();
    expect(originOf(open, "rebound.example")).toBeNull();
  });

  it("make an origin ours only as a browser spells it", () => {
    expect(isOwnOrigin(plain, "http://localhost:3000")).toBe(true);
    for (const origin of [
      "null",
      "http://localhost:3000/",
      "https://localhost:3000",
      "http://evil.example",
      "http://localhost:3000@evil.example",
    ]) {
      expect(isOwnOrigin(plain, origin), origin).toBe(false);
    }
  });
});

describe("the client's address", () => {
  it("is that of the connection, whatever the client writes into X-Forwarded-For", () => {
    expect(clientAddress(plain, "::ffff:192.0.2.1", "198.51.100.7")).toBe("192.0.2.1");
  });

  it("is what the last trusted proxy saw, not what stood left of it", () => {
    const seen = "6.6.6.6, 198.51.100.7, 10.1.2.3";
    expect(clientAddress(behindProxy, "127.0.0.1", seen)).toBe("198.51.100.7");
    expect(clientAddress(behindProxy, "192.0.2.1", seen)).toBe("192.0.2.1");
    expect(clientAddress(behindProxy, "127.0.0.1", "not an address")).toBe("127.0.0.1");
    expect(clientAddress(behindProxy, "127.0.0.1", undefined)).toBe("127.0.0.1");
  });
});

describe("the environment", () => {
  it.each([
    [{ PORT: "http" }, "PORT is not a number"],
    [{ PORT: "70000" }, "PORT is not a number"],
    [{ HOLDFAST_URL: "backup.example.org" }, "HOLDFAST_URL is not an address"],
    [{ HOLDFAST_URL: "https://example.org/backup" }, "HOLDFAST_URL is not an address"],
    [{ HOLDFAST_TRUSTED_PROXIES: "10.0.0.0/99" }, "HOLDFAST_TRUSTED_PROXIES is not a list"],
  ])("%j is refused with a sentence", (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(sentence);
  });
});
