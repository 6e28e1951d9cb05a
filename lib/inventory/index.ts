export { type AddedLine, addDevice, addPasted, type PreviewedLine, previewPaste } from "./add.ts";
export { type BulkResult, enableDevices, raiseLimit, tagDevices } from "./bulk.ts";
export { chooseCredential, choosePlatform } from "./choose.ts";
export { type Contact, noteContacts } from "./contacts.ts";
export {
  changeCredential,
  createCredential,
  findCredential,
  listCredentials,
  openLogin,
  removeCredential,
} from "./credentials.ts";
export { changeDevice, createDevice, removeDevice } from "./devices.ts";
export {
  type DeviceFilter,
  deviceWords,
  findDevice,
  isSelected,
  listDevices,
  platformOf,
  selectDevices,
} from "./find.ts";
export { allowLegacy, refuseHostKey, type ShownKey, trustHostKey } from "./host-key.ts";
export { type PastedLine, readPaste } from "./paste.ts";
export * from "./schema.ts";
export { findTwin } from "./twin.ts";
