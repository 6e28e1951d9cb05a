/**
 * What Node is told when it runs a worker. With 200 devices at once most objects die young; without a
 * bound the runtime keeps up to 200 MB for them and gives nothing back.
 */
export const workerFlags: readonly string[] = ["--max-semi-space-size=4", "--heap-growing-percent=30"];
