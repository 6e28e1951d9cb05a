import { createServer } from "node:net";
import type ssh2 from "ssh2";
import { describe, expect, it, onTestFinished } from "vitest";
import { fail } from "#lib/failures";
import {
  type DeviceFaults,
  hostKeyNamed,
  startDevice,
  type TestDevice,
  targetOf,
} from "../../test/device.ts";
import type { Attempt, Watch } from "./attempt.ts";
import { collect } from "./collect.ts";
import { type Login, type Target, usualLimits } from "./target.ts";

const { signal } = new AbortController();

async function attemptAt(
  faults: DeviceFaults,
  {
    login = {},
    watch = {},
    ...changed
  }: Partial<Omit<Target, "login">> & { login?: Partial<Login>; watch?: Partial<Watch> } = {},
): Promise<{ attempt: Attempt; device: TestDevice }> {
  const device = await startDevice("cisco-ios", faults);
  const made = targetOf("cisco-ios", device);
  const target = { ...made, limits: usualLimits, ...changed, login: { ...made.login, ...login } };
  return { attempt: await collect(target, { signal, ...watch }), device };
}

function causeOf({ outcome }: Attempt): string {
  return outcome.kind === "failed" ? outcome.failure.causeName : outcome.kind;
}

describe("signing in", () => {
  it("sends a password once, as the device takes it", async () => {
    for (const method of ["password", "keyboard-interactive"] as const) {
      const { attempt, device } = await attemptAt({ auth: [method] });
      expect(causeOf(attempt)).toBe("accepted");
      expect(device.tries).toEqual([`${method} right`]);
    }
  });

  it("never sends a refused password a second time, whatever else the device takes (fault 46)", async () => {
    const auth = ["password", "keyboard-interactive"] as const;
    const { attempt, device } = await attemptAt({ auth, password: "other" });
    expect(causeOf(attempt)).toBe("auth");
    expect(attempt.signedIn).toBe(false);
    expect(device.tries).toEqual(["password right"]);
    expect(device.connections).toBe(1);
  });

  it("takes the key before the password", async () => {
    const login = { privateKey: hostKeyNamed("of ada") };
    const { attempt, device } = await attemptAt({ auth: ["publickey", "password"] }, { login });
    expect(causeOf(attempt)).toBe("accepted");
    expect(device.tries.every((each) => each === "publickey")).toBe(true);
  });

  it("says what is missing when the credential holds nothing that the device takes", async () => {
    const { attempt, device } = await attemptAt({ auth: ["publickey"] });
    expect(causeOf(attempt)).toBe("auth-method");
    expect(device.tries).toEqual([]);
  });

  it("asks for leave before it sends a secret, and sends none when it is refused", async () => {
    const beforeSecret = async () => {
      throw fail("credential-paused", { credential: "lab", refusals: 2 });
    };
    const { attempt, device } = await attemptAt({}, { watch: { beforeSecret } });
    expect(causeOf(attempt)).toBe("credential-paused");
    expect(device.tries).toEqual([]);
  });

  it("leaves passwords out of the transcript, where the device echoes them too", async () => {
    const login = { enable: "up-canary", password: "right" };
    const { attempt } = await attemptAt({ enable: "up-canary" }, { login });
    expect(attempt.transcript).not.toContain("up-canary");
  });
});

describe("more rights", () => {
  const enableAt = async (enable: string | null) => {
    const device = await startDevice("arista-eos");
    const made = targetOf("arista-eos", device);
    const login = { ...made.login, enable };
    return collect({ ...made, login, limits: usualLimits }, { signal });
  };

  it("are asked for once, and their refusal is named", async () => {
    expect((await enableAt("wrong")).outcome).toMatchObject({
      failure: { causeName: "no-privilege" },
    });
    expect((await enableAt(null)).outcome).toMatchObject({
      failure: { causeName: "no-privilege" },
    });
  });
});

describe("a host key", () => {
  it("is reported at first contact, and accepted when it is the pinned one", async () => {
    const first = await attemptAt({});
    const hostKey = first.attempt.hostKey?.fingerprint ?? "";
    expect(hostKey).toMatch(/^SHA256:[\w+/]{43}$/);
    expect(causeOf((await attemptAt({}, { hostKey })).attempt)).toBe("accepted");
  });

  it("that changed ends the attempt before anything is sent (fault 45)", async () => {
    const { attempt, device } = await attemptAt(
      { hostKey: hostKeyNamed("another") },
      { hostKey: (await attemptAt({})).attempt.hostKey?.fingerprint ?? "" },
    );
    expect(causeOf(attempt)).toBe("host-key");
    expect(attempt.hostKey?.fingerprint).toMatch(/^SHA256:/);
    expect(device.tries).toEqual([]);
  });
});

describe("a device with old algorithms only", () => {
  const algorithms = {
    kex: ["diffie-hellman-group14-sha1"],
    serverHostKey: ["ssh-rsa"],
    cipher: ["aes128-cbc", "3des-cbc"],
    hmac: ["hmac-sha1"],
  } as ssh2.ServerConfig["algorithms"];
  const old = { algorithms, hostKey: hostKeyNamed("old", "rsa") };

  it("is told apart from others: what it offers, and the least that would help (fault 48)", async () => {
    const { attempt } = await attemptAt(old);
    expect(attempt.outcome).toMatchObject({
      failure: {
        causeName: "kex",
        facts: {
          part: "key exchange",
          offers: expect.stringContaining("diffie-hellman-group14-sha1"),
          proposals: ["diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1"],
        },
      },
    });
  });

  it("is reached once it is allowed them", async () => {
    const legacy = ["diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1"];
    expect(causeOf((await attemptAt(old, { legacy })).attempt)).toBe("accepted");
  });
});

describe("a target", () => {
  const at = async (address: string, changed: Partial<Target> = {}) => {
    const target = { ...targetOf("linux", { port: 22 }), address, limits: usualLimits };
    return causeOf(await collect({ ...target, ...changed }, { signal }));
  };

  it("is never this machine or a link-local address, unless that is allowed", async () => {
    const allowLoopback = false;
    for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "localhost"]) {
      expect(await at(address, { allowLoopback }), address).toBe("target-refused");
    }
    expect(await at("169.254.169.254")).toBe("target-refused");
    expect(await at("0.0.0.0", { allowLoopback })).toBe("target-refused");
  });

  it("that refuses, does not resolve or does not speak SSH has a cause of its own", async () => {
    expect(await at("127.0.0.1", { port: 1 })).toBe("tcp-refused");
    expect(await at("no-such-host.invalid")).toBe("dns");
    const web = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void web.close());
    const address = web.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect(await at("127.0.0.1", { port })).toBe("not-ssh");
  });
});
