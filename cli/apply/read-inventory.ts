import { FileChannel } from "./channels.ts";
import type { ApplyFile, Place, Problem } from "./file.ts";
import { FileCredential, FileDevice } from "./inventory-shape.ts";

/** Something of the file that could be read, and where it stands. */
export interface ReadItem<T> {
  place: Place;
  item: T;
}

/** The credentials, devices and channels of a file, and names that stand there although the rest is wrong. */
export interface ReadInventory {
  credentials: ReadItem<FileCredential>[];
  devices: ReadItem<FileDevice>[];
  channels: ReadItem<FileChannel>[];
  /** Names of credentials that the file has, readable or not. */
  credentialNames: string[];
  problems: Problem[];
}

/** Reads what can be read; what cannot is told by the shape of the whole file. */
export function readInventory(file: ApplyFile, content: unknown): ReadInventory {
  const credentials = itemsOf(
    content,
    "credentials",
    (given) => FileCredential.safeParse(given).data,
  );
  const devices = itemsOf(content, "devices", (given) => FileDevice.safeParse(given).data);
  const channels = itemsOf(content, "channels", (given) => FileChannel.safeParse(given).data);
  const named = listOf(content, "credentials").flatMap((given) =>
    isObject(given) && typeof given.name === "string" ? [given.name] : [],
  );
  const problems = [
    ...twice(file, { items: credentials, what: "credential" }),
    ...twice(file, { items: devices, what: "device" }),
    ...twice(file, { items: channels, what: "channel" }),
  ];
  return { credentials, devices, channels, credentialNames: named, problems };
}

function itemsOf<T>(
  content: unknown,
  key: string,
  read: (given: unknown) => T | undefined,
): ReadItem<T>[] {
  return listOf(content, key).flatMap((given, index) => {
    const item = read(given);
    return item === undefined ? [] : [{ item, place: [key, index] }];
  });
}

function twice(
  file: ApplyFile,
  { items, what }: { items: readonly ReadItem<{ name: string }>[]; what: string },
): Problem[] {
  const seen = new Set<string>();
  return items.flatMap(({ item: { name }, place }) => {
    const folded = name.normalize("NFC").toLowerCase();
    if (!seen.has(folded)) {
      seen.add(folded);
      return [];
    }
    const problem = `The file has another ${what} named “${name}”.`;
    return [{ line: file.lineOf([...place, "name"]), problem }];
  });
}

function listOf(content: unknown, key: string): unknown[] {
  const list = isObject(content) ? content[key] : [];
  return Array.isArray(list) ? list : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
