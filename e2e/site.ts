import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What an application keeps on its server, in a temporary folder. */
export interface Site {
  folder: string;
  database: string;
  /** A folder with some pictures in it. */
  media: string;
  remove(): void;
}

/** Makes a site with so many pictures. */
export function exampleSite(pictures = 3): Site {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-site-"));
  const database = path.join(folder, "app.db");
  const media = path.join(folder, "media");
  const db = new DatabaseSync(database);
  db.exec("create table notes (text); insert into notes values ('first')");
  db.close();
  mkdirSync(media);
  for (let index = 0; index < pictures; index++) {
    writeFileSync(path.join(media, `picture-${index}.jpg`), Buffer.alloc(5_000, index));
  }
  return { folder, database, media, remove: () => rmSync(folder, { recursive: true }) };
}
