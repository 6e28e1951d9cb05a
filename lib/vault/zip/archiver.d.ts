/** The parts of archiver and of its ZIP layer that this room uses; neither brings types that fit. */

declare module "archiver" {
  import type { Transform, TransformOptions } from "node:stream";

  /** What a format has to offer to archiver's queue. */
  export interface ArchiverModule {
    append(source: Buffer, data: ArchiverData, callback: (error?: Error | null) => void): void;
    finalize(): void;
    on(event: string, listener: (...args: never[]) => void): unknown;
    pipe(target: NodeJS.WritableStream): unknown;
    unpipe(target?: NodeJS.WritableStream): unknown;
  }

  export interface ArchiverData {
    name: string;
    [more: string]: unknown;
  }

  export class Archiver extends Transform {
    constructor(options?: TransformOptions);
    _format: string;
    _module: ArchiverModule;
    _supportsDirectory: boolean;
    _supportsSymlink: boolean;
    _modulePipe(): void;
    append(source: Buffer, data: ArchiverData): this;
    finalize(): Promise<void>;
  }
}

declare module "compress-commons" {
  import { Transform } from "node:stream";

  export class GeneralPurposeBit {
    useDataDescriptor(use: boolean): void;
    usesDataDescriptor(): boolean;
    useUTF8ForNames(use: boolean): void;
  }

  export class ZipArchiveEntry {
    constructor(name: string);
    name: string;
    extra: Buffer | null;
    platform: number;
    getName(): string;
    getSize(): number;
    getCompressedSize(): number;
    getCentralDirectoryExtra(): Buffer;
    getLocalFileDataExtra(): Buffer;
    getGeneralPurposeBit(): GeneralPurposeBit;
    getTimeDos(): number;
    isZip64(): boolean;
    setName(name: string): void;
    setMethod(method: number): void;
    setCrc(crc: number): void;
    setSize(bytes: number): void;
    setCompressedSize(bytes: number): void;
    setUnixMode(mode: number): void;
    setVersionNeededToExtract(version: number): void;
    setExternalAttributes(attributes: number): void;
    _offsets: { file: number; data: number; contents: number };
  }

  export class ZipArchiveOutputStream extends Transform {
    constructor(options?: { zlib?: { level: number } });
    offset: number;
    _entries: ZipArchiveEntry[];
    _writeLocalFileHeader(entry: ZipArchiveEntry): void;
    _writeCentralFileHeader(entry: ZipArchiveEntry): void;
    _writeDataDescriptor(entry: ZipArchiveEntry): void;
    finish(): void;
  }
}
