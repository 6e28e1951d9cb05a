import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Finding, Rule } from "../finding.ts";
import type { Tree } from "../tree.ts";

/** Where the tools are installed, whatever tree they look at. */
const bin = path.join(import.meta.dirname, "..", "..", "node_modules", ".bin");

/** Biome: format, order of imports, lint. */
export const lint: Rule = {
  name: "biome: format and lint",
  async find(tree) {
    const options = ["check", "--reporter=github", "--max-diagnostics=none", "--colors=off"];
    const { code, output } = await run(tree, "biome", [...options, "."]);
    const findings = output.split("\n").flatMap((line) => biomeFinding(tree, line));
    return code === 0 || findings.length > 0 ? findings : [broken("biome", output)];
  },
};

/** The compiler, over everything, without output. */
export const types: Rule = {
  name: "tsc: types",
  async find(tree) {
    // The types of routes and their parameters are written by Next.
    if (existsSync(path.join(tree.root, "app"))) await run(tree, "next", ["typegen"]);
    // Not incremental: its memory does not notice that Next wrote other types.
    const options = ["--noEmit", "--pretty", "false", "--incremental", "false"];
    const { code, output } = await run(tree, "tsc", options);
    const findings = output.split("\n").flatMap((line) => {
      const parts = /^(.+?)\((\d+),\d+\): \w+ (TS\d+: .*)$/.exec(line);
      const [, file = "", at, message = ""] = parts ?? [];
      return parts ? [{ path: file, line: Number(at), message }] : [];
    });
    return code === 0 || findings.length > 0 ? findings : [broken("tsc", output)];
  },
};

/** `::error title=lint/…,file=…,line=1,…::message`; hints (`notice`) are not findings. */
function biomeFinding(tree: Tree, line: string): Finding[] {
  const parts = /^::(?:error|warning) title=([^,]*),file=([^,]*),line=(\d+).*?::(.*)$/.exec(line);
  if (!parts) return [];
  const [, title, file = "", at, message] = parts;
  const relative = path.relative(tree.root, path.resolve(tree.root, file));
  const what = title === "format" ? "not formatted: npm run format" : `${message} (${title})`;
  return [{ path: relative, line: Number(at), message: what }];
}

/** A tool that failed and named nothing must not pass for a clean tree. */
function broken(tool: string, output: string): Finding {
  const said = output.trim().split("\n").at(-1) ?? "";
  return { path: "package.json", line: 1, message: `${tool} did not work: ${said}` };
}

function run(
  { root }: Tree,
  tool: string,
  options: readonly string[],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", GITHUB_ACTIONS: "" };
    const child = spawn(path.join(bin, tool), options, { cwd: root, env: environment });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part) => parts.push(part));
    child.stderr.on("data", (part) => parts.push(part));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(parts).toString("utf8") }),
    );
  });
}
