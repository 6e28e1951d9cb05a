#!/usr/bin/env node
// The command line: `npx holdfast`, in a fresh clone as well.
import { become, install, unsupported } from "./ready.mjs";

const problem = unsupported();
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
install();
become("cli/main.ts", process.argv.slice(2));
