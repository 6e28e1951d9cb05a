// `npm start`: installs, builds what changed, then hands over to the supervisor on Node 24.

import { become, install, unsupported } from "./ready.mjs";
import { build } from "./start/build.mjs";
import { compile } from "./start/compile.mjs";
import { runningInstance } from "./start/running.mjs";

const problem = unsupported() ?? runningInstance();
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
if (process.platform === "darwin") process.stderr.write("Holdfast on macOS, with Node 24.\n");
install();
compile();
build();
process.umask(0o077); // what the parts write is for their user alone
become("bin/supervise.ts", process.argv.slice(2));
