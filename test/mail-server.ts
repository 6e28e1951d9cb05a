import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** One mail as the server took it. */
export interface TakenMail {
  from: string;
  to: string[];
  user: string | undefined;
  secure: boolean;
  text: string;
}

/** Of servers whose certificate does not matter. */
let usual: { cert: string; key: string } | undefined;

/** A real mail server on this machine that keeps what it is sent. */
export async function mailServer(
  options: SMTPServerOptions = {},
): Promise<{ port: string; taken: TakenMail[] }> {
  const taken: TakenMail[] = [];
  usual ??= ownCertificate();
  const server = new SMTPServer({
    ...usual,
    authOptional: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          user: session.user,
          secure: session.secure,
          text: Buffer.concat(chunks).toString("utf8"),
        });
        done(null, "2.0.0 queued as 4C1F7");
      });
    },
    ...options,
  });
  server.on("error", () => {}); // whoever breaks off in the middle is the test's own client
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: String((server.server.address() as AddressInfo).port), taken };
}

/** A certificate for this machine that nobody else signed, and its key. */
export function ownCertificate(name = "localhost"): { cert: string; key: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-test-"));
  const [key, cert] = [path.join(folder, "key"), path.join(folder, "cert")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const names = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", cert, ...names], {
    stdio: "ignore",
  });
  const made = { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
  rmSync(folder, { recursive: true });
  return made;
}
