export { consoleUrl } from "./console-url.ts";
export { type Folders, foldersAround, foldersOf, makeFolders } from "./folders.ts";
export { loopbackAllowed } from "./loopback.ts";
export { readSetting, type SettingName, type SettingValue, writeSetting } from "./settings.ts";
export { productVersion } from "./version.ts";
export { workerFlags } from "./worker-flags.ts";
