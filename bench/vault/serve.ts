/** A server of one download, as a process of its own: `serve.ts archive VAULT FILE FOLDER` or `plain FILE`. */
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { pipeline as whole } from "node:stream/promises";
import { type ArchiveBytes, readArchiveFile } from "#lib/vault";

const [kind, ...at] = process.argv.slice(2);
const open = kind === "plain" ? await plainFile(at[0] ?? "") : await archive(at);
const server = createServer(async (_, response) => {
  const { size, open: read } = await open();
  response.setHeader("content-length", size);
  pipeline(read(), response, () => {});
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});

/** The archive's bytes; left beside the vault as well, to be sent as a plain file afterwards. */
async function archive([vault = "", file = "", own = ""]: string[]) {
  const read = () => readArchiveFile({ folder: vault }, file);
  await whole((await read()).open(), createWriteStream(`${own}/plain.zip`));
  return read;
}

async function plainFile(file: string): Promise<() => Promise<ArchiveBytes>> {
  const { size } = await stat(file);
  const open = () => createReadStream(file, { highWaterMark: 256 * 1024 });
  return async () => ({ size, open });
}
