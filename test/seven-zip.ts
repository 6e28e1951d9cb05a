import { existsSync } from "node:fs";
import path from "node:path";
import { output } from "./vault.ts";

/** What 7-Zip is called: by its own name, in Debian 12 too; by its older one elsewhere. */
const programs = ["7zz", "7z"];

/** Runs 7-Zip without a question; fails as it does, or when it is not on this machine. */
export async function sevenZip(given: readonly string[]): Promise<string> {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const isThere = (name: string) => folders.some((folder) => existsSync(path.join(folder, name)));
  const program = programs.find(isThere);
  if (!program) throw new Error("7-Zip is needed by this test: apt-get install 7zip");
  return `${await output(program, [...given, "-y"])}`;
}
