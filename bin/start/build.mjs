import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environment, node, root } from "../ready.mjs";

/** What the built console is made of. */
const parts = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const marker = path.join(root, ".next", ".holdfast-built");

/** Builds the console when what it is made of changed since the last build. */
export function build() {
  const state = sourcesHash();
  const built = existsSync(path.join(root, ".next", "BUILD_ID"));
  if (built && existsSync(marker) && readFileSync(marker, "utf8") === state) return;
  process.stderr.write("Building the console, under a minute on most machines …\n");
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const { status } = spawnSync(node(), [next, "build"], {
    cwd: root,
    env: { ...environment(), NODE_ENV: "production" },
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    process.stderr.write("The build failed; its message stands above. Nothing was started.\n");
    process.exit(1);
  }
  writeFileSync(marker, state); // Next empties the folder when it builds, so this comes after
}

/** One hash over names and contents, a few milliseconds for the whole source. */
function sourcesHash() {
  const hash = createHash("sha256").update(process.arch);
  const add = (relative) => {
    const absolute = path.join(root, relative);
    if (!existsSync(absolute)) return;
    hash.update(`${relative}\0`).update(readFileSync(absolute)).update("\0");
  };
  for (const part of parts) {
    if (path.extname(part)) add(part);
    else for (const file of filesBelow(part)) add(file);
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const relative = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(relative);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [relative];
    });
}
