/**
 * What Node is told when it runs a worker. With 200 devices at once most objects die young; without a
 * bound the runtime keeps up to 200 MB for them and gives nothing back. By itself it also lets the
 * garbage of many files grow to several times of what is in use before it collects any, the more the
 * more memory a machine has: a run over 50,000 files held 450 MB so, and 270 MB with collecting
 * whenever some more than half of what is in use has been added.
 */
export const workerFlags: readonly string[] = [
  "--max-semi-space-size=4",
  "--heap-growing-percent=60",
];
