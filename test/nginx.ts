import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./installation.ts";
import { ownCertificate } from "./mail-server.ts";
import { until } from "./worker-process.ts";

const ready = path.join(import.meta.dirname, "..", "docs", "operate", "nginx.conf");

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}

/** The ready nginx.conf, with no more replaced than names, ports and files, in a real nginx. */
export async function startNginx(ports: { listen: number; console: number }): Promise<void> {
  const folder = await temporaryFolder();
  const { cert, key } = ownCertificate();
  await mkdir(path.join(folder, "logs"));
  await writeFile(path.join(folder, "cert.pem"), cert);
  await writeFile(path.join(folder, "key.pem"), key, { mode: 0o600 });
  const server = (await readFile(ready, "utf8"))
    .replace("listen 443 ssl", `listen 127.0.0.1:${ports.listen} ssl`)
    .replace("server_name backup.example.org", "server_name localhost")
    .replace("/etc/ssl/backup.example.org.pem", path.join(folder, "cert.pem"))
    .replace("/etc/ssl/private/backup.example.org.key", path.join(folder, "key.pem"))
    .replace("127.0.0.1:3000", `127.0.0.1:${ports.console}`);
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${path.join(folder, kind)};`).join(" ");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const main = `${user} daemon off; pid ${folder}/pid; error_log stderr; events {}
    http { access_log off; ${temporary}\n${server}\n}`;
  await writeFile(path.join(folder, "nginx.conf"), main);
  const nginx = spawn("nginx", ["-p", folder, "-c", path.join(folder, "nginx.conf")], {
    env: { PATH: `${process.env.PATH}:/usr/sbin` } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => nginx.once("close", () => resolve()));
  let said = "";
  nginx.stderr.on("data", (part: Buffer) => {
    said += part.toString();
  });
  onTestFinished(async () => {
    nginx.kill("SIGTERM");
    await ended;
  });
  await until(async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx did not start:\n${said}`);
    return (await readFile(path.join(folder, "pid"), "utf8").catch(() => "")) || null;
  }, "nginx");
}
