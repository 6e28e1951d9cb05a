import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { dump, log, type Pair, pages } from "./kinds.ts";
import { startRestic } from "./peers.ts";
import { type Folder, startProduct } from "./product.ts";
import { note, type Row } from "./table.ts";

/** What a vault and a repository grow by when content of a kind changes in its usual way. */
export async function growthRows(folder: string, rows: Row[]): Promise<void> {
  const kinds: Record<string, Pair> = {
    "dump with rows put in": dump(),
    "log rotated and grown": log(),
    "database pages written anew": pages(),
  };
  for (const [n, [what, pair]] of Object.entries(kinds).entries()) {
    const own = path.join(folder, String(n));
    const source: Folder = { kind: "files", path: path.join(own, "source") };
    await mkdir(source.path, { recursive: true });
    const file = path.join(source.path, "content");
    await writeFile(file, pair.before);
    const product = await startProduct(path.join(own, "data"), [source]);
    const restic = await startRestic(path.join(own, "restic"));
    await product.run();
    await restic?.(source.path);
    await writeFile(file, pair.after);
    note(rows, what, "holdfast", await product.run());
    if (restic) note(rows, what, "restic", await restic(source.path));
    await product.stop();
  }
}
