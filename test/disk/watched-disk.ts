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

const sayings = {
  ENOSPC: "no space left on device",
  EIO: "i/o error",
  EROFS: "read-only file system",
};

/** An error as the system gives it. */
export function systemError(code: keyof typeof sayings, step: Step): Error {
  const said = sayings[code];
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

/** What stands in the place of the system's functions, for files of one folder. */
class Watched {
  readonly #folder: string;
  readonly #watcher: Watcher;
  readonly #real = { ...promises };
  readonly #opened = new WeakMap<FileHandle, Opened>();

  constructor(folder: string, watcher: Watcher) {
    this.#folder = folder;
    this.#watcher = watcher;
  }

  functions() {
    const { open, rename, rm, mkdir, lstat } = this.#real;
    const isThere = async (file: string) => (await lstat(file).catch(() => null)) !== null;
    return {
      open: (file: string, flags = "r", mode?: number) =>
        this.#isOurs(file) ? this.#open(file, flags, mode) : open(file, flags, mode),
      rename: (file: string, to: string) => {
        const act = () => rename(file, to);
        return this.#isOurs(file) ? this.#step({ kind: "rename", file, to }, act) : act();
      },
      rm: async (file: string, options?: object) => {
        const act = () => rm(file, options);
        const isOurs = this.#isOurs(file) && (await isThere(file));
        return isOurs ? this.#step({ kind: "remove", file }, act) : act();
      },
      mkdir: async (file: string, options?: object) => {
        const act = () => mkdir(file, options);
        const isOurs = this.#isOurs(file) && !(await isThere(file));
        return isOurs ? this.#step({ kind: "folder", file }, act) : act();
      },
    };
  }

  /** Of handles, which all share one prototype. */
  methods({ writeFile, writev, sync }: FileHandle) {
    const write = <R>(handle: FileHandle, bytes: Buffer, act: () => Promise<R>) => {
      const takes = (part: Buffer) => writev.call(handle, [part]);
      return this.#write(handle, bytes, { act, takes });
    };
    const syncs = (handle: FileHandle) => this.#sync(handle, () => sync.call(handle));
    return {
      writeFile(this: FileHandle, data: string | Buffer) {
        const bytes = Buffer.from(data as string);
        return write(this, bytes, () => writeFile.call(this, bytes));
      },
      writev(this: FileHandle, buffers: Buffer[]) {
        return write(this, Buffer.concat(buffers), () => writev.call(this, buffers));
      },
      sync(this: FileHandle) {
        return syncs(this);
      },
    };
  }

  #isOurs(file: unknown): boolean {
    const isText = typeof file === "string";
    return isText && (file === this.#folder || file.startsWith(this.#folder + path.sep));
  }

  async #step<R>(step: Step, act: () => Promise<R>): Promise<R> {
    const fault = this.#watcher.before?.(step);
    if (fault) throw fault.error;
    const result = await act();
    this.#watcher.after?.(step);
    return result;
  }

  async #open(file: string, flags: string, mode?: number): Promise<FileHandle> {
    const before = await this.#real.stat(file).catch(() => null);
    const act = () => this.#real.open(file, flags, mode);
    const kind = before === null ? "create" : "empty";
    const changes = before === null ? !flags.startsWith("r") : flags === "w";
    const handle = changes ? await this.#step({ kind, file }, act) : await act();
    const at = flags.startsWith("a") ? (before?.size ?? 0) : 0;
    this.#opened.set(handle, { file, isFolder: before?.isDirectory() ?? false, at });
    return handle;
  }

  async #write<R>(
    handle: FileHandle,
    bytes: Buffer,
    { act, takes }: { act: () => Promise<R>; takes: (part: Buffer) => Promise<unknown> },
  ): Promise<R> {
    const of = this.#opened.get(handle);
    if (!of) return act();
    const step = { kind: "write" as const, file: of.file, at: of.at };
    const fault = this.#watcher.before?.({ ...step, bytes });
    const part = fault ? bytes.subarray(0, fault.takes ?? 0) : bytes;
    const result = fault ? null : await act();
    if (fault && part.length > 0) await takes(part);
    if (part.length > 0) this.#watcher.after?.({ ...step, bytes: part });
    of.at += part.length;
    if (fault) throw fault.error;
    return result as R;
  }

  async #sync(handle: FileHandle, sync: () => Promise<void>): Promise<void> {
    const of = this.#opened.get(handle);
    if (!of) return sync();
    const kind = of.isFolder ? "sync folder" : "sync";
    const act = async () => (this.#watcher.neverSyncs ? undefined : sync());
    return this.#step({ kind, file: of.file }, act);
  }
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
  const watched = new Watched(folder, watcher);
  const [functions, methods] = [watched.functions(), watched.methods(prototype)];
  Object.assign(promises, functions);
  Object.assign(prototype, methods);
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
