import ssh2 from "ssh2";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../test/device.ts";
import {
  hasFrr,
  hasOpenSsh,
  type OpenSshOptions,
  sshUser,
  startOpenSsh,
} from "../../test/open-ssh.ts";
import { collect } from "./collect.ts";
import { type Target, usualLimits } from "./target.ts";

/** Collects from a real sshd on this machine. */
async function collectFrom(
  options: OpenSshOptions,
  more: Partial<Target> = {},
  platform = "linux",
) {
  const { port } = await startOpenSsh(options);
  return attempt(port, more, platform);
}

function attempt(port: number, more: Partial<Target>, platform = "linux") {
  const { login, ...rest } = targetOf(platform, { port });
  const target = { ...rest, login: { ...login, user: sshUser }, limits: usualLimits, ...more };
  return collect(target, { signal: new AbortController().signal });
}

const user = { user: sshUser, password: null, enable: null, privateKey: null, passphrase: null };

describe.skipIf(!hasOpenSsh)("a Linux host behind a real OpenSSH", () => {
  it("gives its configuration to a password", async () => {
    const { outcome, hostKey, signedIn } = await collectFrom({ auth: "password" });
    expect(outcome).toMatchObject({ kind: "accepted" });
    expect(outcome.kind === "accepted" && outcome.capture.text).toContain("### /etc/hostname\n");
    expect(hostKey).toMatchObject({ type: "ssh-ed25519" });
    expect(signedIn).toBe(true);
  });

  it("is recognised where its platform is not known", async () => {
    const { outcome, recognised } = await collectFrom({}, { platform: null });
    expect(recognised?.platform?.id).toBe("linux");
    expect(outcome.kind).toBe("accepted");
  });

  it("gives it to an answered question", async () => {
    const { outcome } = await collectFrom({ auth: "keyboard-interactive" });
    expect(outcome.kind).toBe("accepted");
  });

  it("gives it to a key, also one with a passphrase", async () => {
    const key = ssh2.utils.generateKeyPairSync("ed25519", {
      passphrase: "canary",
      cipher: "aes256-ctr",
    } as never);
    const login = { ...user, privateKey: key.private, passphrase: "canary" };
    const { outcome } = await collectFrom(
      { auth: "publickey", authorizedKey: key.public },
      { login },
    );
    expect(outcome.kind).toBe("accepted");
  });

  it("refuses a wrong password once, and is not asked again (fault 46)", async () => {
    const login = { ...user, password: "wrong" };
    const { outcome, signedIn } = await collectFrom({}, { login });
    expect(outcome).toMatchObject({ kind: "failed", failure: { causeName: "auth" } });
    expect(signedIn).toBe(false);
  });

  it("that knows old algorithms only is talked with as far as it is allowed", async () => {
    const { port } = await startOpenSsh({ old: true });
    const refused = await attempt(port, {});
    expect(refused.outcome).toMatchObject({ kind: "failed", failure: { causeName: "kex" } });
    const { proposals } = (refused.outcome as { failure: { facts: { proposals: string[] } } })
      .failure.facts;
    expect(proposals).toEqual([
      "diffie-hellman-group14-sha1",
      "ssh-rsa",
      "aes128-cbc",
      "hmac-sha1",
    ]);
    const allowed = await attempt(port, { legacy: proposals });
    expect(allowed.outcome.kind).toBe("accepted");
  });

  it("is sent nothing once it shows another key than the one that is trusted (fault 45)", async () => {
    const first = await startOpenSsh({ hostKey: "one" });
    const { hostKey } = await attempt(first.port, {});
    await first.stop();
    await startOpenSsh({ hostKey: "other", port: first.port });
    const pinned = { hostKey: hostKey?.fingerprint ?? null };
    const { outcome, signedIn } = await attempt(first.port, pinned);
    expect(outcome).toMatchObject({ kind: "failed", failure: { causeName: "host-key" } });
    expect(signedIn).toBe(false);
  });
});

const routes = `hostname edge-1
password canary
!
`;

describe.skipIf(!hasFrr)("FRRouting behind a real OpenSSH", () => {
  it("gives its running configuration through vtysh", async () => {
    const { outcome } = await collectFrom({ frr: routes }, {}, "frr");
    expect(outcome).toMatchObject({ kind: "accepted", capture: { hostname: "edge-1" } });
    const text = outcome.kind === "accepted" ? outcome.capture.text : "";
    expect(text).toMatch(/^!\nfrr version \d/);
    expect(text).toContain("password canary\n");
    expect(text.trimEnd().endsWith("end")).toBe(true);
  });

  it("is told from an ordinary host", async () => {
    const { recognised } = await collectFrom({ frr: routes }, { platform: null });
    expect(recognised?.platform?.id).toBe("frr");
  });
});
