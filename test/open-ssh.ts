import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./installation.ts";

const sshd = "/usr/sbin/sshd";
const zebra = "/usr/lib/frr/zebra";

/**
 * Whether a real sshd can be started here: it has to become other users, and its users must not be
 * those of the machine.
 */
export const hasOpenSsh = process.getuid?.() === 0 && existsSync(sshd) && mayUnshare();
export const hasFrr = hasOpenSsh && existsSync(zebra);

/** How a real OpenSSH server is set up. */
export interface OpenSshOptions {
  auth?: "password" | "keyboard-interactive" | "publickey";
  /** Public key that may sign in. */
  authorizedKey?: string;
  /** Another name is another host key. */
  hostKey?: string;
  /** Only what was usual in 2010. */
  old?: boolean;
  /** Starts FRR beside it; its configuration. */
  frr?: string;
  port?: number;
}

export interface OpenSsh {
  port: number;
  /** Ends it; another one may then listen on its port. */
  stop(): Promise<void>;
}

/** Of `right`, as `openssl passwd -6` makes it. */
const passwordHash =
  "$6$holdfasttest$lJjp93iMF3AIxW7XC6U.3xa4VJHErhKcmeJ98NQHAXobE2LENUClv79KKFf2n9Ga.CeVc2f7Ph30MQrPnYhak1";

/** The only user there is, besides root and sshd's own; the password is `right`. */
export const sshUser = "ada";

/** A real sshd on this machine, with users of its own in a mount namespace of its own. */
export async function startOpenSsh(options: OpenSshOptions = {}): Promise<OpenSsh> {
  const folder = await temporaryFolder();
  await chmod(folder, 0o755);
  const port = options.port ?? (await freePort());
  await writeUsers(folder, options);
  await writeSettings(folder, port, options);
  const child = spawn("unshare", ["--mount", "--pid", "--fork", "--kill-child", "sh", "start.sh"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(stop);
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      if (/Server listening on/.test(said)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("close", () => reject(new Error(`sshd ended:\n${said}`)));
  });
  return { port, stop };
}

async function writeUsers(folder: string, { authorizedKey = "" }: OpenSshOptions): Promise<void> {
  const home = path.join(folder, "home");
  await mkdir(path.join(home, ".ssh"), { recursive: true, mode: 0o755 });
  const files: Record<string, string> = {
    passwd: `root:x:0:0::/root:/bin/sh\nsshd:x:105:65534::/run/sshd:/usr/sbin/nologin\nfrr:x:106:106::/:/usr/sbin/nologin\n${sshUser}:x:5000:106::${home}:/bin/sh\n`,
    group: "root:x:0:\nnogroup:x:65534:\nfrr:x:106:\nfrrvty:x:107:frr,ada\n",
    shadow: `root:*:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\nfrr:*:19000:0:99999:7:::\n${sshUser}:${passwordHash}:19000:0:99999:7:::\n`,
    pam: "auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_unix.so\n",
    "home/.ssh/authorized_keys": authorizedKey,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

async function writeSettings(folder: string, port: number, options: OpenSshOptions): Promise<void> {
  const { auth = "password", hostKey = "one", old = false, frr } = options;
  const keyFile = path.join(folder, `host-${hostKey}`);
  const type = old ? ["-t", "rsa", "-b", "2048"] : ["-t", "ed25519"];
  execFileSync("ssh-keygen", ["-q", ...type, "-N", "", "-f", keyFile]);
  const interactive = auth === "keyboard-interactive";
  const settings = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${keyFile}`,
    "PidFile none",
    "StrictModes no",
    "UseDNS no",
    `UsePAM ${interactive ? "yes" : "no"}`,
    `PasswordAuthentication ${auth === "password" ? "yes" : "no"}`,
    `KbdInteractiveAuthentication ${interactive ? "yes" : "no"}`,
    `PubkeyAuthentication ${auth === "publickey" ? "yes" : "no"}`,
    ...(old ? oldAlgorithms : []),
  ];
  await writeFile(path.join(folder, "sshd_config"), `${settings.join("\n")}\n`);
  const own = (file: string, place: string) => `mount --bind ${path.join(folder, file)} ${place}`;
  const start = [
    "set -e",
    "mkdir -p /run/sshd",
    ...["passwd", "group", "shadow"].map((file) => own(file, `/etc/${file}`)),
    own("pam", "/etc/pam.d/sshd"),
    ...(frr === undefined ? [] : startFrr(folder)),
    `exec ${sshd} -D -e -f ${path.join(folder, "sshd_config")}`,
  ];
  if (frr !== undefined) await writeFile(path.join(folder, "zebra.conf"), frr);
  await writeFile(path.join(folder, "start.sh"), `${start.join("\n")}\n`);
}

/** FRR's own folders are laid over those of the machine, so that `vtysh` finds it as on a router. */
function startFrr(folder: string): string[] {
  return [
    "mkdir -p frr /var/run/frr",
    "chown 106:107 frr",
    "chmod 755 frr",
    `mount --bind ${folder}/frr /var/run/frr`,
    `chown 106:106 zebra.conf`,
    `${zebra} -d -f ${folder}/zebra.conf -P 0 --log stdout`,
  ];
}

const oldAlgorithms = [
  "KexAlgorithms diffie-hellman-group14-sha1",
  "HostKeyAlgorithms ssh-rsa",
  "Ciphers aes128-cbc",
  "MACs hmac-sha1",
];

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? (address?.port ?? 0) : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Some containers let not even root have mounts of its own. */
function mayUnshare(): boolean {
  return spawnSync("unshare", ["--mount", "--pid", "--fork", "true"]).status === 0;
}
