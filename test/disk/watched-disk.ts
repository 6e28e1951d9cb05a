import promises, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

/** One thing that happens to a disk, in the order in which it ended. */
export type Step = { file: string } & (
  | { kind: "create" | "empty" | "remove" | "folder" | "sync" | "sync folder" }
  | { kind: "write"; at: number; bytes: Buffer }
  | { kind: "rename"; to: string }
);

/** Where a step breaks off: after so many bytes of a write, with this error. */
export interface Fault {
  takes?: number;
  error: Error;
}

/** Somebody who sees every step, and can let it fail. */
export interface Watcher {
  before?: (step: Step) => Fault | null;
  after?: (step: Step) => void;
  /** Nothing is really synced: quicker, where nobody asks what a disk would keep. */
  neverSyncs?: boolean;
}

/** An error as the system gives it. */
export function systemError(code: "ENOSPC" | "EIO", step: Step): Error {
  const said = code === "ENOSPC" ? "no space left on device" : "i/o error";
  const syscall = step.kind === "sync folder" ? "fsync" : step.kind;
  const error = new Error(`${code}: ${said}, ${syscall} '${step.file}'`);
  return Object.assign(error, { code, syscall, path: step.file });
}

interface Opened {
  file: string;
  isFolder: boolean;
  /** Where the next bytes go. */
  at: number;
}

/**
 * Lets somebody watch what work does to the files of one folder. It stands in the place of
 * `node:fs/promises` in this process, through which alone the vault writes; the product knows nothing
 * of it.
 */
export async function watching<T>(
  folder: string,
  watcher: Watcher,
  work: () => Promise<T>,
): Promise<T> {
  const { open, rename, rm, mkdir } = promises;
  const prototype = await handlePrototype(open);
  const { writeFile, writev, sync } = prototype;
  const opened = new WeakMap<FileHandle, Opened>();
  const isWithin = (file: unknown) =>
    typeof file === "string" && file.startsWith(folder + path.sep);
  const isOurs = (file: unknown): file is string => file === folder || isWithin(file);
  const step = async <R>(what: Step, act: () => Promise<R>): Promise<R> => {
    const fault = watcher.before?.(what);
    if (fault) throw fault.error;
    const result = await act();
    watcher.after?.(what);
    return result;
  };
  const write = async <R>(handle: FileHandle, bytes: Buffer, act: () => Promise<R>): Promise<R> => {
    const of = opened.get(handle);
    if (!of) return act();
    const what: Step = { kind: "write", file: of.file, at: of.at, bytes };
    const fault = watcher.before?.(what);
    const took = (part: Buffer) => {
      watcher.after?.({ ...what, bytes: part });
      of.at += part.length;
    };
    if (fault) {
      const part = bytes.subarray(0, fault.takes ?? 0);
      if (part.length > 0) await writev.call(handle, [part]);
      if (part.length > 0) took(part);
      throw fault.error;
    }
    const result = await act();
    took(bytes);
    return result;
  };
  const patched = {
    open: async (file: string, flags = "r", mode?: number) => {
      if (!isOurs(file)) return open(file, flags, mode);
      const before = await promises.stat(file).catch(() => null);
      const act = () => open(file, flags, mode);
      const kind = before === null ? "create" : "empty";
      const changes = before === null ? !flags.startsWith("r") : flags === "w";
      const handle = changes ? await step({ kind, file }, act) : await act();
      const at = flags.startsWith("a") ? (before?.size ?? 0) : 0;
      opened.set(handle, { file, isFolder: before?.isDirectory() ?? false, at });
      return handle;
    },
    rename: (file: string, to: string) =>
      isOurs(file) ? step({ kind: "rename", file, to }, () => rename(file, to)) : rename(file, to),
    rm: async (file: string, options?: object) => {
      const isThere = isOurs(file) && (await promises.lstat(file).catch(() => null)) !== null;
      return isThere ? step({ kind: "remove", file }, () => rm(file, options)) : rm(file, options);
    },
    mkdir: async (file: string, options?: object) => {
      const isNew = isOurs(file) && (await promises.lstat(file).catch(() => null)) === null;
      return isNew
        ? step({ kind: "folder", file }, () => mkdir(file, options))
        : mkdir(file, options);
    },
  };
  Object.assign(promises, patched);
  Object.assign(prototype, {
    writeFile(this: FileHandle, data: string | Buffer) {
      const bytes = Buffer.from(data as string);
      return write(this, bytes, () => writeFile.call(this, bytes));
    },
    writev(this: FileHandle, buffers: Buffer[]) {
      return write(this, Buffer.concat(buffers), () => writev.call(this, buffers));
    },
    sync(this: FileHandle) {
      const of = opened.get(this);
      if (!of) return sync.call(this);
      const kind = of.isFolder ? "sync folder" : "sync";
      const act = async () => (watcher.neverSyncs ? undefined : sync.call(this));
      return step({ kind, file: of.file }, act);
    },
  });
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    Object.assign(promises, { open, rename, rm, mkdir });
    Object.assign(prototype, { writeFile, writev, sync });
    syncBuiltinESMExports();
  }
}

/** What all file handles of this process have in common. */
async function handlePrototype(open: typeof promises.open): Promise<FileHandle> {
  const handle = await open(import.meta.filename, "r");
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}
