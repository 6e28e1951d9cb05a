import { execFileSync } from "node:child_process";
import { appendFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A small company's server: what lives there, and what changes there day by day. */
export interface Shop {
  folder: string;
  /** Orders, pages, pictures and log lines of one more day. */
  liveOneDay(day: number): Promise<void>;
  /** Lays a pipe among the uploads, as a program does that was moved there; removes it again. */
  layPipe(there: boolean): Promise<void>;
  /** Unmounts the disk with the photos: its folder is gone. */
  unmountPhotos(): Promise<void>;
}

/** Makes the shop's files below a folder; the same seed gives the same bytes. */
export async function openShop(folder: string, seed: number): Promise<Shop> {
  const bytes = seededBytes(seed);
  const at = (...parts: string[]) => path.join(folder, ...parts);
  for (const place of ["shop/uploads", "shop/log", "wiki/attachments", "photos", "nginx", "ssh"]) {
    await mkdir(at(place), { recursive: true });
  }
  const shop = new DatabaseSync(at("shop", "shop.db"));
  shop.exec("pragma journal_mode = wal");
  shop.exec("create table orders (id integer primary key, customer text, total real, note text)");
  const wiki = new DatabaseSync(at("wiki", "wiki.db"));
  wiki.exec("create table pages (id integer primary key, title text, body text)");
  shop.close();
  wiki.close();
  await writeFile(at("nginx", "nginx.conf"), nginxConf);
  await writeFile(at("ssh", "sshd_config"), "PermitRootLogin no\nPasswordAuthentication no\n");
  for (let index = 0; index < 14; index++) {
    await writeFile(at("photos", `2025-${1000 + index}.jpg`), bytes(60_000 + 3_000 * index));
  }
  for (let index = 0; index < 18; index++) {
    await writeFile(at("shop", "uploads", `product-${100 + index}.jpg`), bytes(24_000));
  }
  const pipe = at("shop", "uploads", "resize.fifo");
  return {
    folder,
    async liveOneDay(day) {
      insert(
        at("shop", "shop.db"),
        "insert into orders (customer, total, note) values (?, ?, ?)",
        [...Array(60).keys()].map((n) => [
          `customer ${(day * 37 + n * 11) % 900}`,
          10 + n,
          bytes(40).toString("hex"),
        ]),
      );
      insert(at("wiki", "wiki.db"), "insert into pages (title, body) values (?, ?)", [
        [`Notes of day ${day}`, bytes(600).toString("base64")],
      ]);
      const lines = `GET /product/${day} 200\n`.repeat(400);
      await appendFile(at("shop", "log", "access.log"), lines);
      if (day % 3 === 0) {
        await writeFile(at("shop", "uploads", `product-${200 + day}.jpg`), bytes(24_000));
      }
      if (day % 7 === 0) {
        await writeFile(at("nginx", `site-${day}.conf`), `server { listen ${8000 + day}; }\n`);
      }
    },
    async layPipe(there) {
      if (there) execFileSync("mkfifo", [pipe]);
      else await rm(pipe, { force: true });
    },
    unmountPhotos: () => rename(at("photos"), at("photos (unmounted)")),
  };
}

function insert(file: string, sql: string, rows: readonly (string | number)[][]): void {
  const database = new DatabaseSync(file);
  const statement = database.prepare(sql);
  database.exec("begin");
  for (const row of rows) statement.run(...row);
  database.exec("commit");
  database.close();
}

/** Bytes that do not compress, as pictures do not (xorshift32). */
function seededBytes(seed: number): (count: number) => Buffer {
  let state = seed;
  return (count) => {
    const buffer = Buffer.alloc(count);
    for (let index = 0; index < count; index++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      buffer[index] = state;
    }
    return buffer;
  };
}

const nginxConf = `worker_processes auto;
events { worker_connections 1024; }
http {
  include mime.types;
  server { listen 80; server_name shop.example.org; root /srv/shop; }
}
`;
