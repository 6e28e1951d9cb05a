export { type AddedLine, addDevice, addPasted, type PreviewedLine, previewPaste } from "./add.ts";
export { type BulkResult, enableDevices, tagDevices } from "./bulk.ts";
export {
  changeCredential,
  createCredential,
  findCredential,
  listCredentials,
  noteAccepted,
  openLogin,
  removeCredential,
} from "./credentials.ts";
export { changeDevice, createDevice, removeDevice } from "./devices.ts";
export {
  type DeviceFilter,
  deviceWords,
  findDevice,
  listDevices,
  selectDevices,
} from "./find.ts";
export { allowLegacy, noteHostKey, type ShownKey, trustHostKey } from "./host-key.ts";
export { type PastedLine, readPaste } from "./paste.ts";
export { notePlatform } from "./platform.ts";
export * from "./schema.ts";
export { findTwin } from "./twin.ts";
