import { createCipheriv } from "node:crypto";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createClient } from "@libsql/client";
import { randomFrom } from "../../test/seed.ts";

/**
 * A data set as a small company has it, about 1 GB in 22,016 files: pictures and films that do not
 * compress, drawings that do, logs, many small configurations and a database. Always the same bytes.
 */

const pictures = 2_000;
const logs = 15;
const logBytes = 10_000_000;
const configs = 20_000;
const rows = 400_000;
const rowsAtOnce = 400;

const words =
  "router switch backup failed success connected interface changed user session timeout config saved device group policy archive volume stored checksum queue worker schedule".split(
    " ",
  );

type Random = () => number;

/** Makes the data set in an empty folder. */
export async function makeDataset(folder: string): Promise<void> {
  for (let number = 0; number < pictures; number++) await putPicture(folder, number, 0);
  for (let number = 0; number < logs; number++) {
    await put(path.join(folder, "logs", `app-${number}.log`), logText(number, logBytes));
  }
  for (let number = 0; number < configs; number++) await putConfig(folder, number, 0);
  await makeDatabase(path.join(folder, "db", "app.db"));
}

/** Changes about one in a hundred of everything, as a day of use does. */
export async function changeDataset(folder: string, day: number): Promise<void> {
  for (let n = 0; n < pictures / 100; n++) await putPicture(folder, (n * 97 + day) % pictures, day);
  for (let n = 0; n < configs / 100; n++) await putConfig(folder, (n * 89 + day) % configs, day);
  await appendFile(path.join(folder, "logs", "app-0.log"), logText(1_000 + day, logBytes / 10));
  await changeRows(path.join(folder, "db", "app.db"), day);
}

/** Changes one in a hundred rows of the database. */
export async function changeRows(file: string, day: number): Promise<void> {
  const db = createClient({ url: `file:${file}` });
  await db.execute({
    sql: "update event set body = body || ? where id % 100 = ?",
    args: [` day ${day}`, day % 100],
  });
  db.close();
}

async function putPicture(folder: string, number: number, day: number): Promise<void> {
  const random = randomFrom(number * 31 + day * 1_000_003);
  const bytes = Math.round(20_000 + random() * random() * 1_120_000);
  const drawn = number % 10 >= 8;
  const name = `${String(number).padStart(5, "0")}.${drawn ? "svg" : "jpg"}`;
  const content = drawn ? drawing(random, bytes) : noise(bytes, number + day * 100_000);
  await put(path.join(folder, "media", String(number % 40), name), content);
}

async function putConfig(folder: string, number: number, day: number): Promise<void> {
  const random = randomFrom(number * 17 + 3);
  const lines = [`hostname r${number}`, `! day ${day}`];
  for (let port = 0; port < 60; port++) {
    lines.push(`interface GigabitEthernet0/${port}`, ` description ${sentence(random, 4)}`);
    lines.push(` ip address 10.${byte(random)}.${byte(random)}.1 255.255.255.0`);
  }
  const file = path.join(folder, "configs", String(number % 200), `r${number}.cfg`);
  await put(file, `${lines.join("\n")}\nend\n`);
}

async function makeDatabase(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const db = createClient({ url: `file:${file}` });
  await db.execute("create table event (id integer primary key, at text, hash text, body text)");
  const random = randomFrom(42);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const batch = Array.from({ length: rowsAtOnce }, (_, n) => ({
      sql: "insert into event (at, hash, body) values (?, ?, ?)",
      args: [
        new Date(1.7e12 + (from + n) * 997).toISOString(),
        hex(random, 64),
        sentence(random, 40),
      ],
    }));
    await db.batch(batch, "write");
  }
  await db.execute("create index event_at on event (at)");
  db.close();
}

function logText(seed: number, bytes: number): string {
  const random = randomFrom(seed + 7);
  const lines: string[] = [];
  for (let length = 0; length < bytes; ) {
    const at = new Date(1.7e12 + seed * 1e7 + length).toISOString();
    const line = `${at} INFO worker-${byte(random) % 8} job=${hex(random, 12)} ${sentence(random, 8)}\n`;
    lines.push(line);
    length += line.length;
  }
  return lines.join("");
}

function drawing(random: Random, bytes: number): string {
  const lines: string[] = [];
  for (let length = 0; length < bytes; ) {
    const line = `<path d="M${byte(random)} ${byte(random)} L${byte(random)} ${byte(random)}" style="fill:#${hex(random, 6)}"/>\n`;
    lines.push(line);
    length += line.length;
  }
  return lines.join("");
}

/** Bytes that nothing compresses. */
/** Bytes that nothing makes shorter, the same for a seed. */
export function noise(bytes: number, seed: number): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed >>> 0);
  return createCipheriv("aes-128-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

function sentence(random: Random, count: number): string {
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(" ");
}

function hex(random: Random, length: number): string {
  let text = "";
  while (text.length < length)
    text += Math.floor(random() * 0x1_0000)
      .toString(16)
      .padStart(4, "0");
  return text.slice(0, length);
}

function byte(random: Random): number {
  return Math.floor(random() * 256);
}

async function put(file: string, content: Buffer | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
