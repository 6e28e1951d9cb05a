/** What every process of an installation is started with; see `bin/swift.mjs`. */
export const swift = ["--import", new URL("../bin/swift.mjs", import.meta.url).href] as const;
