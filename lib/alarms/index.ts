export { causesOfDevices, type DeviceCause } from "./device-causes.ts";
export type { ProtectedDevice } from "./devices.ts";
export { objectiveMs, type Protection, protectionOf } from "./protection.ts";
export {
  type ProtectedSource,
  type ProtectionCounts,
  type ProtectionReport,
  readProtection,
} from "./read.ts";
