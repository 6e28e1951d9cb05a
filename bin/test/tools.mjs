import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import path from "node:path";
import { node, root } from "../ready.mjs";

/** Programs that tests open archives with, measure, stand behind or ask; their Debian packages. */
const everywhere = [
  { program: "unzip", package: "unzip" },
  { program: "zip", package: "zip" },
  { program: "python3", package: "python3" },
  { program: "7zz", package: "7zip", elsewhere: "7z" },
  { program: "prometheus", package: "prometheus", service: "prometheus" },
  { program: "openssl", package: "openssl" },
  { program: "nginx", package: "nginx-light", service: "nginx" },
  { program: "caddy", package: "caddy", service: "caddy" },
  { program: "systemd-analyze", package: "systemd" },
];
/**
 * Devices: a host, and a router behind it. Only root can start them with users of their own, so they
 * are installed for root alone; for others those tests are left out.
 */
const forRoot = [
  { program: "sshd", package: "openssh-server" },
  { program: "vtysh", package: "frr" },
];
const tools = userInfo().uid === 0 ? [...everywhere, ...forRoot] : everywhere;
/** Does what the whole browser does in two thirds of its time; not every system has it. */
const shell = "chromium-headless-shell";
const browsers = [shell, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Installs the programs that the tests call, where that is allowed; else says what is missing.
 *
 * @returns {Promise<string | null>} the browser of the system; `null`: Playwright's own
 */
export async function installTools() {
  const missing = tools.filter(isMissing);
  if (missing.length > 0) installPackages(missing.map((tool) => tool.package));
  stopServices(missing.flatMap(({ service }) => service ?? []));
  installSystemBrowser();
  const lacking = tools.filter(isMissing).map((tool) => tool.program);
  if (lacking.length > 0) {
    process.stderr.write(
      `Missing: ${lacking.join(", ")}. Install them with the package manager of this system; the tests that need them fail until then.\n`,
    );
  }
  const browser = find(browsers);
  if (!browser) installOwnBrowser();
  return browser;
}

function installPackages(packages) {
  const sudo = mayInstall();
  if (!sudo) {
    process.stderr.write(
      `To install what is missing: sudo apt-get install ${packages.join(" ")}\n`,
    );
    return;
  }
  process.stderr.write(`Installing ${packages.join(", ")} …\n`);
  const install = ["apt-get", "install", "--yes", "--no-install-recommends", ...packages];
  if (asRoot(sudo, install) === 0) return;
  asRoot(sudo, ["apt-get", "update"]); // the lists were never fetched, or are old
  if (asRoot(sudo, install) === 0 || packages.length === 1) return;
  for (const each of packages) installPackages([each]); // one that this system lacks keeps no other away
}

/** Tests start servers of their own: what Debian starts as it installs one is in the way. */
function stopServices(services) {
  const sudo = mayInstall();
  if (services.length === 0 || !sudo || !existsSync("/run/systemd/system")) return;
  asRoot(sudo, ["systemctl", "disable", "--now", ...services]);
}

/** How root is reached without asking for a password; `null` when it is not. */
function mayInstall() {
  if (!find(["apt-get"])) return null;
  if (userInfo().uid === 0) return [];
  const free = find(["sudo"]) && spawnSync("sudo", ["--non-interactive", "true"]).status === 0;
  return free ? ["sudo", "--non-interactive"] : null;
}

function asRoot(sudo, command) {
  const [program, ...options] = [...sudo, ...command];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, options, { stdio: ["ignore", 2, 2], env }).status;
}

function installSystemBrowser() {
  if (process.platform !== "linux" || !find(["apt-get"])) return;
  if (!find([shell]) && mayInstall()) installPackages([shell]);
  if (!find(browsers)) installPackages(["chromium"]);
}

/** Playwright fetches its own once, where the system has none; it finds it again by itself. */
function installOwnBrowser() {
  const playwright = path.join(root, "node_modules", "@playwright", "test", "cli.js");
  const { status } = spawnSync(node(), [playwright, "install", "chromium"], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    process.stderr.write(
      "No browser could be installed. Install Chromium; the browser tests fail until then.\n",
    );
  }
}

/** Neither under its name, nor under the one that it has on some systems. */
function isMissing({ program, elsewhere = program }) {
  return !find([program, elsewhere]);
}

/** The first of these programs that is in the path. */
function find(programs) {
  // Servers lie where only root looks by itself.
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin"];
  for (const program of programs) {
    for (const folder of folders) {
      const file = path.join(folder, program);
      if (existsSync(file)) return file;
    }
  }
  return null;
}
