/** The part of archiver that this room uses; the rest of it is told where the vault uses it. */
declare module "archiver" {
  export class ZipArchive extends Archiver {
    constructor(options?: { zlib?: { level: number }; forceUTC?: boolean });
    abort(): this;
  }
}
