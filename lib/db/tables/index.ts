export * from "./access.ts";
export * from "./devices.ts";
export * from "./ground.ts";
export * from "./plans.ts";
export * from "./run-devices.ts";
export * from "./runs.ts";
export * from "./versions.ts";
export * from "./work.ts";
