/** The part of archiver that this room uses; it brings no types that fit. */
declare module "archiver" {
  import type { Transform } from "node:stream";

  export class ZipArchive extends Transform {
    constructor(options?: { zlib?: { level: number }; forceUTC?: boolean });
    abort(): this;
    append(source: Buffer, data: { name: string; [more: string]: unknown }): this;
    finalize(): Promise<void>;
  }
}
