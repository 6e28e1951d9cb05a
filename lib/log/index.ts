export {
  type Log,
  type LogFacts,
  logFileBytesMax,
  logFilesMax,
  openLog,
  silentLog,
} from "./log.ts";
export { maskSecrets, neverLog } from "./mask.ts";
export { type LogLevel, type LogLine, logFilesOf, logLevels, readLog } from "./read.ts";
