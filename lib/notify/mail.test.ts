import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { mailServer, ownCertificate } from "../../test/mail-server.ts";
import { alarm, sendMeans } from "../../test/notify.ts";
import { mail } from "./channels/mail.ts";
import { noteOf } from "./note.ts";
import type { Message } from "./schema.ts";
import { sendOnce } from "./send/send.ts";

const usual = {
  ...{ host: "localhost", from: "holdfast@example.org", to: "noc@example.org" },
  security: "none",
};
const password = "canary-mail-password";
const login = { user: "holdfast", password };

function send(settings: Record<string, string>, message: Message = alarm, more = {}) {
  const note = noteOf(message, { id: "d1", alarmKey: "host-key:7", url: sendMeans.url });
  const means = { ...sendMeans, allowedAddresses: [], now: new Date(alarm.at), ...more };
  return sendOnce(mail, { settings: { ...usual, ...settings }, note }, means);
}

/** A server with a certificate of its own that wants to know who sends. */
function guarded(certificate: { cert: string; key: string }, more = {}) {
  return mailServer({
    ...{ ...certificate, authOptional: false },
    onAuth({ username, password: given }, _session, done) {
      const known = username === "holdfast" && given === password;
      if (known) return done(null, { user: username });
      const refused = new Error(`5.7.8 Authentication failed for ${given}`);
      done(Object.assign(refused, { responseCode: 535 }));
    },
    ...more,
  });
}

describe("mail", () => {
  it("arrives with a plain and an HTML part, to everybody, and no machine answers it", async () => {
    const { port, taken } = await mailServer();
    const { outcome, answer } = await send({ port, to: "noc@example.org, ops@example.org" });
    expect(answer).toMatchObject({ words: "250 2.0.0 queued as 4C1F7", next: null });
    expect(outcome).toBe("taken");
    const [came] = taken;
    expect(came).toMatchObject({
      from: "holdfast@example.org",
      to: ["noc@example.org", "ops@example.org"],
    });
    const text = came?.text ?? "";
    expect(text).toContain("Subject: edge-fra-02: host key changed\r\n");
    expect(text).toContain("From: Holdfast <holdfast@example.org>\r\n");
    expect(text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(text).toMatch(/^Importance: [Hh]igh\r$/m);
    expect(text).toContain("Content-Type: text/plain; charset=utf-8");
    expect(text).toContain("Content-Type: text/html; charset=utf-8");
    const unfolded = text.replace(/=\r\n/g, "").replaceAll("=3D", "=");
    expect(unfolded).toContain(
      "Review host key: https://backup.example.org/devices/7?tab=key#host-key",
    );
    expect(unfolded).toContain("&lt;8 November&gt; &amp; later");
  });

  it("carries a report and its files", async () => {
    const { port, taken } = await mailServer();
    await send(
      { port },
      {
        ...{ ...alarm, kind: "report", html: "<h1>March</h1>" },
        attachments: [{ name: "march.csv", type: "text/csv", text: "device,state\r\nfw,ok\r\n" }],
      },
    );
    expect(taken[0]?.text).toContain("<h1>March</h1>");
    expect(taken[0]?.text).toMatch(/Content-Type: text\/csv; name=march\.csv/);
    expect(taken[0]?.text).toContain(Buffer.from("device,state\r\nfw,ok\r\n").toString("base64"));
  });

  it("puts no line of a title into its head", async () => {
    const { port, taken } = await mailServer();
    await send({ port }, { ...alarm, title: "a\r\nBcc: eve@evil.example\r\n\r\nb" });
    expect(taken[0]?.to).toEqual(["noc@example.org"]);
    expect(taken[0]?.text).toContain("Subject: a Bcc: eve@evil.example b\r\n");
    const [head = ""] = taken[0]?.text.split("\r\n\r\n") ?? [];
    expect(head).not.toMatch(/^\W*bcc/im);
  });

  it("signs in, once the connection is encrypted", async () => {
    const certificate = ownCertificate();
    for (const security of ["starttls", "tls"]) {
      const { port, taken } = await guarded(certificate, { secure: security === "tls" });
      const { answer } = await send({ ...login, port, security, trust: certificate.cert });
      expect(answer.words).toBe("250 2.0.0 queued as 4C1F7");
      expect(taken).toMatchObject([{ user: "holdfast", secure: true }]);
    }
  });

  it("says what a server says that does not know the user; the password stands nowhere", async () => {
    const certificate = ownCertificate();
    const { port, taken } = await guarded(certificate);
    const wrong = { user: "holdfast", password: "canary-wrong-password" };
    const verdict = await send({ ...wrong, port, security: "starttls", trust: certificate.cert });
    expect(verdict).toMatchObject({
      outcome: "refused",
      answer: { words: "535 5.7.8 Authentication failed for ••••••••" },
    });
    expect(verdict.answer.next).toMatch(/user and password/);
    const anonymous = await send({ port, security: "starttls", trust: certificate.cert });
    expect(anonymous.answer.words).toMatch(/^530 /);
    expect(taken).toEqual([]);
  });

  it("sends no password to a certificate that is not trusted, and says why", async () => {
    const certificate = ownCertificate();
    let asked = 0;
    const onAuth = () => {
      asked += 1;
    };
    for (const security of ["starttls", "tls"]) {
      const { port } = await guarded(certificate, { secure: security === "tls", onAuth });
      const unknown = await send({ ...login, port, security });
      expect(unknown).toMatchObject({ outcome: "again", answer: { text: "" } });
      expect(unknown.answer.words).toBe(
        `The certificate of localhost:${port} is not trusted: it is signed by itself. Nothing was sent.`,
      );
    }
    const other = ownCertificate("mail.example.org");
    const { port } = await guarded(other, { onAuth });
    const named = await send({ ...login, port, security: "starttls", trust: other.cert });
    expect(named.answer.words).toContain("it is for another name");
    expect(asked).toBe(0);
  });

  it("sends nothing where the chosen encryption is not offered", async () => {
    const { port, taken } = await mailServer({ disabledCommands: ["STARTTLS"] });
    for (const security of ["starttls", "tls"]) {
      const { answer } = await send({ port, security });
      expect(answer.words).toContain(`localhost:${port} cannot be reached`);
    }
    expect(taken).toEqual([]);
  });

  it("says which receiver was refused; the others got it, and it is not sent again", async () => {
    const { port, taken } = await mailServer({
      onRcptTo({ address }, _session, done) {
        if (!address.startsWith("eve")) return done();
        done(Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 }));
      },
    });
    const some = await send({ port, to: "eve@example.org noc@example.org" });
    expect(some).toMatchObject({ outcome: "taken" });
    expect(some.answer.words).toMatch(
      /^250 .* but not for eve@example.org: 550 5.1.1 no such user/,
    );
    const none = await send({ port, to: "eve@example.org" });
    expect(none).toMatchObject({
      outcome: "refused",
      answer: { text: expect.stringMatching(/^550 /) },
    });
    expect(taken).toHaveLength(1);
  });

  it("is tried again where the server is only busy", async () => {
    const { port } = await mailServer({
      onMailFrom: (_address, _session, done) =>
        done(Object.assign(new Error("4.7.1 greylisted"), { responseCode: 451 })),
    });
    const verdict = await send({ port });
    expect(verdict).toMatchObject({ outcome: "again", answer: { words: "451 4.7.1 greylisted" } });
  });

  it("gives up on a server that says nothing, and on a port where nothing listens", async () => {
    const silent = createServer((socket) => void socket.on("error", () => {}));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const port = String((silent.address() as AddressInfo).port);
    const late = await send({ port }, alarm, { answerMs: 200 });
    expect(late).toMatchObject({ outcome: "again" });
    expect(late.answer.words).toMatch(/did not answer/);
    const gone = await send({ port: "9" });
    expect(gone.answer.words).toBe("localhost:9 cannot be reached: nothing listens on that port.");
  });

  it("connects only where it may", async () => {
    const { port, taken } = await mailServer();
    const { outcome, answer } = await send({ port }, alarm, { allowLoopback: false });
    expect(outcome).toBe("refused");
    expect(answer.words).toContain("this machine itself; nothing was sent to it");
    const inside = await send({ host: "10.0.5.12" }, alarm, { answerMs: 2_000 });
    expect(inside.answer).toMatchObject({ allow: "10.0.5.12", text: "" });
    expect(taken).toEqual([]);
  });
});
