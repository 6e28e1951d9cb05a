import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { node, root } from "../ready.mjs";

const modules = path.join(root, "node_modules");
/** What a failed attempt was made with: it is not repeated before one of these changes. */
const marker = path.join(modules, ".holdfast-compiled");
const compilers = ["python3", "make", "c++"];
const withoutIt =
  "SSH works without its native part, at about twice the computing time for each device.";

/**
 * Builds ssh2's native binding for the Node that will load it: built for another one it is silently
 * left aside. Holdfast works without; that is said.
 */
export function compile() {
  if (!existsSync(path.join(modules, "ssh2"))) return;
  const missing = compilers.filter((name) => !isInPath(name));
  const state = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .update(missing.join())
    .digest("hex");
  const seen = existsSync(marker) ? readFileSync(marker, "utf8") : "";
  if (seen === `good ${state}`) return;
  if (loads()) return writeFileSync(marker, `good ${state}`);
  if (missing.length > 0) {
    process.stderr.write(`${withoutIt} To have it, install ${missing.join(", ")}.\n`);
    return;
  }
  if (/\s/.test(root)) {
    process.stderr.write(`${withoutIt} A path with spaces, as here, keeps it from being built.\n`);
    return;
  }
  if (seen === `failed ${state}`) return void process.stderr.write(`${withoutIt}\n`);
  process.stderr.write("Compiling the native part of SSH …\n");
  const { stdout, stderr } = rebuild();
  const good = loads();
  writeFileSync(marker, `${good ? "good" : "failed"} ${state}`);
  if (good) return;
  process.stderr.write(`${stdout}${stderr}\nIt could not be compiled. ${withoutIt}\n`);
}

function rebuild() {
  const bundled = path.join(modules, `node-linux-${process.arch}`);
  const headers = existsSync(path.join(bundled, "include", "node", "node.h"))
    ? { npm_config_nodedir: bundled }
    : {};
  return spawnSync("npm", ["rebuild", "ssh2", "cpu-features"], {
    cwd: root,
    env: { ...process.env, ...headers },
    encoding: "utf8",
  });
}

/** Whether Node 24 can load the binding. */
function loads() {
  const binding = path.join(modules, "ssh2/lib/protocol/crypto/build/Release/sshcrypto.node");
  if (!existsSync(binding)) return false;
  const program = `require(${JSON.stringify(binding)})`;
  return spawnSync(node(), ["--eval", program], { stdio: "ignore" }).status === 0;
}

function isInPath(name) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, name)));
}
