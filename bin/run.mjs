// Runs one of the repository's programs on Node 24 from whatever Node calls: `node bin/run.mjs tools/check.ts`.
import { become, install, unsupported } from "./ready.mjs";

const [entry, ...options] = process.argv.slice(2);
const problem = entry ? unsupported() : "Name the program to run, such as tools/check.ts.";
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
install();
become(entry, options);
