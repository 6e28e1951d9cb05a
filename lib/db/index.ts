export { v7 as newId } from "uuid";
export {
  closeDatabase,
  type Database,
  databaseFile,
  openDatabase,
  type Transaction,
} from "./database.ts";
export { migrateDatabase } from "./migrate.ts";
export { readMany } from "./read-many.ts";
export { giveUpReserve, keepReserve } from "./reserve.ts";
export * as tables from "./tables/index.ts";
export { isUniqueViolation, sqliteCode, unlessTaken, write } from "./write.ts";
