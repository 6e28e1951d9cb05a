import { collectBench } from "./collect/bench.ts";
import { vaultBench } from "./vault/bench.ts";
import { cutsBench } from "./vault/cuts.ts";
import { limitsBench } from "./vault/limits.ts";

/** `npm run bench NAME -- OPTIONS`: measurements that no test asserts, because machines differ. */
const benches: Record<string, (options: string[]) => Promise<void>> = {
  collect: collectBench,
  vault: vaultBench,
  cuts: cutsBench,
  limits: limitsBench,
};

const [name = "", ...options] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  process.stderr.write(`Name a bench: ${Object.keys(benches).join(", ")}.\n`);
  process.exit(2);
}
await bench(options);
